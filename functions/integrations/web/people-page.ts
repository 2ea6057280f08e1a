import { html } from "hono/html";
import { findInstalled } from "../../../core/integrations/find-integration.ts";
import { listPeople, savePeople, suggestAccounts } from "../../../core/integrations/people.ts";
import type { Access } from "../../../core/organizations/access.ts";
import { formToken } from "../../../core/sessions/session.ts";
import { TrackerFailure } from "../../../core/trackers/failure.ts";
import type { Integration } from "../../../core/trackers/integration.ts";
import { audit } from "../../adapters/audit.ts";
import { now } from "../../adapters/clock.ts";
import { integrations } from "../../adapters/dynamo/integrations.ts";
import { links } from "../../adapters/dynamo/links.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { tickets } from "../../adapters/dynamo/tickets.ts";
import { userMappings } from "../../adapters/dynamo/user-mappings.ts";
import { looks } from "../../adapters/sqs/ticket-looks.ts";
import { trackers } from "../../adapters/trackers.ts";
import { type PageReply, page } from "../../edges/page.ts";
import { peopleDocument } from "../people-document.ts";
import { teamsOf } from "../teams-of.ts";

const ports = { organizations, userMappings, links, tickets, looks, trackers, now };

async function saved(access: Access, { id, baseUrl }: Integration, redirect: string): Promise<PageReply> {
  await audit(access, "ACCOUNTS_EDIT", id, { name: new URL(baseUrl).host });
  return { redirect };
}

/** GET|POST /settings/{organization}/integrations/{integration}/people/: which Jira account is which member. */
export const handler = page("org:integrations", async ({ method, form, query, organization, access, params, session }) => {
  const { integration, installation } = await findInstalled({ integrations }, organization.id, params.integration);
  const { slug, id: organizationId } = organization;
  const number = Number((method === "POST" ? form : query).get("page") ?? 1);
  const listed = await listPeople(ports, organizationId, integration.id, number);
  const teams = listed.page.number === 1 ? await teamsOf(integration, installation) : [];
  const common = { slug, formToken: formToken(session), integration, teams, ...listed };
  if (method !== "POST") return peopleDocument({ ...common, saved: query.get("notice") === "saved" });

  const accounts = form.getAll("account");
  const typed = form.getAll("user").map((userId, at) => ({ userId: Number(userId), account: accounts[at]?.trim().slice(0, 255) ?? "" }));
  const people = listed.people.map((it) => ({ ...it, account: typed.find((one) => one.userId === it.userId)?.account ?? it.account }));
  try {
    if (form.get("action") === "suggest")
      return peopleDocument({ ...common, people: await suggestAccounts(ports, integration, people), suggested: true });
    const errors = await savePeople(ports, { integration, organizationId }, typed);
    if (errors === null)
      return saved(access, integration, `/settings/${slug}/integrations/${integration.id}/people/?notice=saved&page=${number}`);
    const marked = people.map((it) => ({ ...it, ...(errors.has(it.userId) && { error: errors.get(it.userId) ?? "" }) }));
    return peopleDocument({ ...common, people: marked, problem: { title: "Some accounts need another look" } });
  } catch (error) {
    if (!(error instanceof TrackerFailure)) throw error;
    return peopleDocument({
      ...common,
      people,
      problem: { title: "Jira could not be asked.", text: html`<p>${error.message}</p><p>${error.todo}</p>` },
    });
  }
});
