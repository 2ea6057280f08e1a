import { listInstalled } from "../../../core/integrations/find-integration.ts";
import { newSecret } from "../../../core/secret.ts";
import { formToken } from "../../../core/sessions/session.ts";
import { isTracker } from "../../../core/trackers/integration.ts";
import { integrations } from "../../adapters/dynamo/integrations.ts";
import { random } from "../../adapters/random.ts";
import { page } from "../../edges/page.ts";
import { createDocument } from "../create-document.ts";
import { failedOf, offered } from "../create-offer.ts";
import { create } from "../create-once.ts";
import { issueNamed } from "../issue-of.ts";
import { addressOf } from "../issue-words.ts";
import { backTo } from "../pages.ts";
import { writtenFields } from "../ticket-fields.ts";

/**
 * GET|POST /organizations/{organization}/issues/{issue}/tickets/new/: creates a ticket as its tracker offers it, and links it; or shows what
 * it asks for elsewhere, with what is written so far.
 */
export const handler = page("event:write", async (request) => {
  const { method, organization, access, params, query, form, session } = request;
  const asked = method === "POST" ? form : query;
  const [issue, all] = await Promise.all([issueNamed(organization.id, params.issue), listInstalled({ integrations }, organization.id)]);
  const installed = all.filter(({ integration: it }) => isTracker(it) && it.status === "active");
  const place = installed.find(({ integration }) => String(integration.id) === asked.get("integration")) ?? installed[0];
  const address = addressOf(organization, issue);
  const text = (name: string, usual: string) => form.get(name) ?? usual;
  const typed = {
    title: text("title", issue.group.title.slice(0, 255)),
    description: text("description", `${issue.group.shortId}: ${address}`),
    fields: writtenFields(form),
  };
  const where = { project: asked.get("project") ?? "", issuetype: asked.get("issuetype") ?? "" };
  const { title, description, fields } = typed;
  const linking = method === "POST" && !form.has("show") && place && { ...place, issue, userId: access.userId };
  const ticket = { ...fields, ...where, title, description };
  const made = linking ? await create(linking, ticket, { address, formId: form.get("form") ?? "" }) : null;
  if (made !== null && "key" in made) return backTo({ organization, issue }, "created", made.key);
  const { offer, problem } = await offered(place, { ...where, type: where.issuetype, title, description });
  const trackers = installed.map((it) => it.integration);
  const shown = { organization, issue, trackers, offer, typed, ...failedOf(made?.failure ?? problem, offer) };
  const page = createDocument({ ...shown, formId: newSecret({ random }), formToken: formToken(session) });
  return made ? { ...page, status: 400 } : page;
});
