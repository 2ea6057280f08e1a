import type { Origin } from "../issues/activity.ts";
import type { Outcome } from "../issues/commit-changes.ts";
import type { Group, GroupState, StatusDetails } from "../issues/group.ts";
import type { GroupWithState } from "../issues/ports.ts";
import { setStatus } from "../issues/status.ts";
import type { IssueChanged } from "../messages.ts";
import type { Ports } from "../ports.ts";
import { heardOf } from "./follow-ticket.ts";
import type { SyncConfig } from "./integration.ts";
import type { ExternalIssue, TicketLink } from "./link.ts";
import { decidedAt, isOverwritten } from "./own-writes.ts";

type Needed = Pick<Ports, "groups" | "links" | "outboundStatuses" | "now" | "log">;
type Wanting = { id: number; strategy: SyncConfig["resolution_strategy"] };

/**
 * `sync_status_inbound` (behaviour §2.7) for one organization. A ticket that became done resolves its groups, one that is no longer
 * done opens those that are resolved; archived ones stay archived (§13 decision 25 in the other direction). What it was before is what
 * we last knew of it: a changelog tells only of the last step, and one before it may have been lost. A change that comes too late is
 * answered with what is true by now. Throws Unavailable.
 */
export async function syncStatusInbound(ports: Needed, { id, strategy }: Wanting, change: IssueChanged): Promise<Outcome<GroupState>[]> {
  const { integrationId, ticket, sourceTime } = change;
  const done = change.status?.done ?? false;
  const { issue, links } = await ports.links.ofTicket(id, integrationId, ticket);
  if (!issue || (issue.done && issue.done.sourceTime > sourceTime)) {
    ports.log.info("inbound.status.unchanged", { organization: id, ticket, reason: issue ? "older" : "unlinked" });
    return [];
  }
  await heardOf(ports, issue, change);
  const turned = links.filter((link) => turnedTo(done, sourceTime, issue, link));
  const { at, own } = decidedAt(issue, { ...change, value: done });
  const outcomes = await setAll(ports, { id, strategy }, { ...change, sourceTime: at }, turned);
  await answerLate(ports, change, links, outcomes, isOverwritten(issue, done, sourceTime));
  await ports.links.follow(issue, { done: { is: done, sourceTime } });
  if (own) await ports.links.told(issue, own, change.deliveryId);
  return outcomes;
}

/** Whether that is news to the link: not if it had moved the ticket there, or read it there, itself. */
export function turnedTo(done: boolean, sourceTime: number, issue: ExternalIssue, { sync }: TicketLink): boolean {
  const known = [issue.done, sync.ticketDone].filter((it) => it !== null).sort((a, b) => b.sourceTime - a.sourceTime)[0];
  return !known || (known.is !== done && known.sourceTime <= sourceTime);
}

async function setAll(ports: Needed, { id, strategy }: Wanting, change: IssueChanged, links: TicketLink[]): Promise<Outcome<GroupState>[]> {
  const { provider, integrationId, ticket, key = ticket, deliveryId, sourceTime } = change;
  const done = change.status?.done ?? false;
  if (links.length === 0) return [];
  const found = await ports.groups.getMany(
    id,
    links.map((it) => it.groupId),
  );
  const concerned = found.filter(({ state }) => (done ? state.status === "unresolved" : state.status === "resolved"));
  const origin: Origin = { kind: "integration", provider, integrationId, ticket, deliveryId };
  const detailsOf = new Map(concerned.map(({ group }) => [group.id, done ? resolution(strategy, group) : null]));
  return setStatus(
    ports,
    concerned.map(targetOf),
    {
      status: done ? "resolved" : "unresolved",
      of: (groupId) => ({ substatus: done ? null : "ongoing", statusDetails: detailsOf.get(groupId) ?? null }),
      when: (state) => (done ? state.status === "unresolved" : state.status === "resolved"),
      origin,
      sourceTime,
      extra: { provider, integration_id: String(integrationId), external_issue: key },
    },
    { organizationId: id, integrationId, deliveryId: `${deliveryId}:status` },
  );
}

/** A group without a release cannot wait for one: it is resolved at once. */
function resolution(strategy: SyncConfig["resolution_strategy"], { release }: Group): StatusDetails | null {
  if (release === null || strategy === "resolve") return null;
  return strategy === "resolve_current_release" ? { type: "in_release", release } : { type: "in_next_release", release };
}

const targetOf = ({ group, state }: GroupWithState) => ({
  ref: { organizationId: group.organizationId, projectId: group.projectId, groupId: group.id },
  state,
  read: true,
});

/** The ticket may still be as came too late to count, so it is told what its group is. */
async function answerLate(
  { outboundStatuses }: Needed,
  { deliveryId }: IssueChanged,
  links: TicketLink[],
  outcomes: Outcome<GroupState>[],
  overwritten: boolean,
): Promise<void> {
  const late = outcomes.flatMap((it) => {
    const link = links.find((one) => one.groupId === it.ref.groupId);
    const isLate = overwritten || (!it.changed && it.unchanged === "stale");
    if (!isLate || !link || !it.state || it.state.status === "ignored") return [];
    return [{ link, state: it.state, status: it.state.status }];
  });
  await outboundStatuses.send(
    late.map(({ link: { organizationId, projectId, groupId, integrationId, ticket }, state, status }) => ({
      v: 1,
      organizationId,
      projectId,
      groupId,
      version: state.version,
      sourceTime: state.statusSourceTime,
      integrationId,
      ticket,
      again: deliveryId,
      status,
      origin: { kind: "system" },
    })),
  );
}
