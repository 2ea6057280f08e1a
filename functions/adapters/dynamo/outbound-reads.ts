import type { Activity } from "../../../core/issues/activity.ts";
import type { Member } from "../../../core/organizations/organization.ts";
import type { Provider } from "../../../core/sync/integration.ts";
import type { OutboundReads } from "../../../core/sync/ports.ts";
import { batchGet } from "./batch-get.ts";
import { readState } from "./group-items.ts";
import { type Key, keys } from "./keys.ts";
import { readIssue, readLink } from "./link-items.ts";

export const outboundReads: OutboundReads = async ({ organizationId, integrationId, ticket, groupId }, { userId, note }) => {
  const wanted = {
    state: keys.groupState(organizationId, groupId),
    issue: keys.externalIssue(organizationId, integrationId, ticket),
    link: keys.ticketLink(organizationId, integrationId, ticket, groupId),
    integration: keys.organizationIntegration(organizationId, integrationId),
    ...(userId !== null && {
      member: keys.member(organizationId, userId),
      mapped: keys.mappedUser(organizationId, integrationId, userId),
    }),
    ...(note !== undefined && { note: keys.activity(organizationId, groupId, note) }),
  };
  const items = await batchGet(Object.values(wanted));
  const found = (key: Key | undefined) => items.find((it) => it.pk === key?.pk && it.sk === key?.sk);
  const [state, issue, link, integration] = [wanted.state, wanted.issue, wanted.link, wanted.integration].map(found);
  const { pk: _pk, sk: _sk, ...member } = found(wanted.member) ?? {};
  return {
    state: state ? readState(state) : null,
    issue: issue ? readIssue(issue) : null,
    shared: Number(issue?.links ?? 2) > 1,
    link: link ? readLink(link) : null,
    integration: integration ? { provider: integration.provider as Provider, externalId: String(integration.externalId) } : null,
    member: "userId" in member ? (member as Member) : null,
    account: (found(wanted.mapped)?.account as string | undefined) ?? null,
    note: (found(wanted.note) as Activity | undefined) ?? null,
  };
};
