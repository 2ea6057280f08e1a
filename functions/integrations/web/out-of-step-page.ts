import { listOutOfStep } from "../../../core/integrations/out-of-step.ts";
import { retryLink, retryOutOfStep } from "../../../core/integrations/retry.ts";
import { newSecret } from "../../../core/secret.ts";
import { formToken } from "../../../core/sessions/session.ts";
import { now } from "../../adapters/clock.ts";
import { groups } from "../../adapters/dynamo/groups.ts";
import { integrations } from "../../adapters/dynamo/integrations.ts";
import { links } from "../../adapters/dynamo/links.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { tickets } from "../../adapters/dynamo/tickets.ts";
import { random } from "../../adapters/random.ts";
import { looks } from "../../adapters/sqs/ticket-looks.ts";
import { page } from "../../edges/page.ts";
import { logShown } from "../log-shown.ts";
import { outOfStepDocument } from "../out-of-step-document.ts";

const ports = { integrations, links, tickets, groups, organizations, looks };

/** GET|POST /organizations/{organization}/out-of-step/: what does not agree, and why; trying one again, or all. */
export const handler = page("org:integrations", async ({ method, form, query, organization, session }) => {
  const { slug, id: organizationId } = organization;
  if (method === "POST") {
    const cause = `retry:${newSecret({ random })}`;
    if (form.get("action") === "all") await retryOutOfStep(ports, organizationId, cause);
    else await retryLink(ports, organizationId, form.get("link") ?? "", cause);
    return { redirect: `/organizations/${slug}/out-of-step/?notice=retried` };
  }
  const text = (name: string) => query.get(name)?.slice(0, 200) ?? "";
  const asked = { query: text("query"), state: text("state"), integration: text("integration"), open: text("open") };
  const found = await listOutOfStep(ports, organizationId, asked.query);
  const log = await logShown(organizationId, found.items.find((it) => it.id === asked.open) ?? null, now());
  const shown = { slug, formToken: formToken(session), log, notice: query.get("notice"), now: now() };
  return { ...outOfStepDocument({ ...found, ...shown, asked: { ...asked, page: Number(text("page")) || 1 } }), polled: true };
});
