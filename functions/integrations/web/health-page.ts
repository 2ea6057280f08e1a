import { findInstalled } from "../../../core/integrations/find-integration.ts";
import { findLink } from "../../../core/integrations/find-link.ts";
import { listLinkHealth } from "../../../core/integrations/link-health.ts";
import { formToken } from "../../../core/sessions/session.ts";
import { retryLink } from "../../../core/sync/retry-link.ts";
import { now } from "../../adapters/clock.ts";
import { groups } from "../../adapters/dynamo/groups.ts";
import { integrations } from "../../adapters/dynamo/integrations.ts";
import { links } from "../../adapters/dynamo/links.ts";
import { random } from "../../adapters/random.ts";
import { outboundAssignees } from "../../adapters/sqs/outbound-assignees.ts";
import { outboundComments } from "../../adapters/sqs/outbound-comments.ts";
import { outboundStatuses } from "../../adapters/sqs/outbound-statuses.ts";
import { page } from "../../edges/page.ts";
import { healthDocument } from "../health-document.ts";

const ports = { groups, outboundAssignees, outboundStatuses, outboundComments, random };

/** GET|POST /settings/{organization}/integrations/{integration}/health/: how each linked ticket fares, and trying one again. */
export const handler = page("org:integrations", async ({ method, form, query, organization, params, session }) => {
  const { integration } = await findInstalled({ integrations }, organization.id, params.integration);
  const { slug, id: organizationId } = organization;
  if (method === "POST") {
    const asked = { organizationId, integrationId: integration.id, ticket: form.get("ticket"), issue: form.get("issue") };
    await retryLink(ports, await findLink({ links }, asked));
    return { redirect: `/settings/${slug}/integrations/${integration.id}/health/?notice=retried` };
  }
  const at = { limit: 15, cursor: query.get("cursor") || undefined };
  const { items, next } = await listLinkHealth({ links, groups }, integration, organizationId, at);
  const retried = query.get("notice") === "retried";
  return { ...healthDocument({ slug, formToken: formToken(session), integration, items, next, retried, now: now() }), polled: true };
});
