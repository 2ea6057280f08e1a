import { findInstalled } from "../../../core/integrations/find-integration.ts";
import { listLinkHealth } from "../../../core/integrations/list-link-health.ts";
import { linkNamed, retryLink } from "../../../core/integrations/retry.ts";
import { newSecret } from "../../../core/secret.ts";
import { formToken } from "../../../core/sessions/session.ts";
import { lookAgain } from "../../../core/sync/look-again.ts";
import { unlinkTicket } from "../../../core/tickets/link-ticket.ts";
import { now } from "../../adapters/clock.ts";
import { groups } from "../../adapters/dynamo/groups.ts";
import { integrations } from "../../adapters/dynamo/integrations.ts";
import { links } from "../../adapters/dynamo/links.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { tickets } from "../../adapters/dynamo/tickets.ts";
import { watched } from "../../adapters/dynamo/watched.ts";
import { random } from "../../adapters/random.ts";
import { looks } from "../../adapters/sqs/ticket-looks.ts";
import { page } from "../../edges/page.ts";
import { healthDocument } from "../health-document.ts";

/** GET|POST /settings/{organization}/integrations/{integration}/health/: how each linked ticket fares; trying one again, or all; unlinking. */
export const handler = page("org:integrations", async ({ method, form, query, organization, params, session }) => {
  const { integration } = await findInstalled({ integrations }, organization.id, params.integration);
  const { slug, id: organizationId } = organization;
  if (method === "POST") {
    const cause = `retry:${newSecret({ random })}`;
    if (form.get("action") === "all") await lookAgain({ links, tickets, looks, now }, integration, { organizationId, cause });
    else if (form.get("action") === "unlink") {
      const { groupId, externalIssueId } = await linkNamed({ links }, organizationId, form.get("link") ?? "");
      await unlinkTicket({ links, tickets, now }, { organizationId, groupId }, String(externalIssueId));
      return { redirect: `/settings/${slug}/integrations/${integration.id}/health/?notice=unlinked` };
    } else await retryLink({ links, looks }, organizationId, form.get("link") ?? "", cause);
    return { redirect: `/settings/${slug}/integrations/${integration.id}/health/?notice=retried` };
  }
  const wanted = query.get("query")?.slice(0, 200) ?? "";
  const at = { limit: 12, cursor: query.get("cursor") || undefined, query: wanted };
  const [{ items, next }, compared] = await Promise.all([
    listLinkHealth({ links, groups, tickets, organizations }, integration, organizationId, at),
    watched.find(integration),
  ]);
  const notice = query.get("notice");
  const repaired = compared?.repaired?.[organizationId];
  const shown = { slug, repaired, formToken: formToken(session), integration, items, next, wanted, notice, now: now() };
  return { ...healthDocument(shown), polled: true };
});
