import { CHANGES_PER_TRANSACTION } from "../issues/commit-changes.ts";
import type { Integration } from "../trackers/integration.ts";
import type { Reading } from "../trackers/ticket.ts";
import { narrowed, offsetOf } from "./clock.ts";
import { explained } from "./explain.ts";
import { type Folded, fold } from "./fold.ts";
import { cameFrom, syncGroupAssigneeInbound, syncStatusInbound, together } from "./inbound.ts";
import { syncAssigneeOutbound, syncStatusOutbound, type Write } from "./outbound.ts";
import type { GroupWrite } from "./ports.ts";
import { FIELDS, type FieldName } from "./register.ts";
import type { ConvergePorts, Round } from "./run.ts";
import { activeOf, type Linked, type Situation, situationOf } from "./situation.ts";
import type { TicketState } from "./ticket-state.ts";
import { type Plan, weigh } from "./weigh.ts";

/** What a reading means: what is known of the ticket now, which issues learn of it, and what is to be written. */
export async function decide(ports: ConvergePorts, { look, integration, tracker, state, linked, watched }: Round, reading: Reading) {
  const now = ports.now();
  const clock = narrowed(watched?.clock ?? null, reading.clock);
  const folded = fold(state, reading, { now, offset: offsetOf(clock), ourAccount: integration.ourAccount });
  const situation = await situationOf(ports, tracker, integration, linked, { ticket: reading.ticket, folded });
  const plans = { owner: planOf("owner", folded, situation), status: planOf("status", folded, situation) };
  const newest = await newestReleases(ports, plans.status, linked, integration);
  const learning = linked.flatMap(
    ({ link, issue }) => groupWrite(plans, situation, { link, issue, integration, reading, now, newest, cause: look.cause }) ?? [],
  );
  const [first, rest] = [learning.slice(0, CHANGES_PER_TRANSACTION), learning.slice(CHANGES_PER_TRANSACTION)];
  const known = { ...state, key: reading.ticket.key, title: reading.ticket.title };
  const writes = writesOf(plans, situation, reading);
  const next: TicketState = {
    ...{ ...known, ...folded, seenAt: now, closedAt: null },
    // Whether what kept us from writing is over, the write will tell.
    ...(writes.length === 0 && { waits: 0, waiting: null }),
    shows: { owner: reading.ticket.owner?.name ?? null, status: reading.ticket.status.name },
    reasons: explained(plans, situation, { before: known, links: linked.map(({ link, issue }) => ({ ...link, hint: issue.state })), now }),
  };
  return { state: next, first, rest, writes };
}

const planOf = (field: FieldName, folded: Folded, { sides, says }: Situation): Plan =>
  weigh(field, folded[field], sides[field], says[field]);

type Learning = Linked & {
  integration: Integration;
  reading: Reading;
  now: number;
  cause: string;
  /** By project. */
  newest: ReadonlyMap<number, string | null>;
};

const strategyOf = (integration: Integration, organizationId: number) =>
  activeOf(integration).find((it) => it.organizationId === organizationId)?.config.resolution_strategy ?? "resolve";

/** The newest releases of projects of which an issue is resolved in one (behaviour §2.7); read for nobody else. */
async function newestReleases({ releases }: ConvergePorts, { behind }: Plan, linked: readonly Linked[], integration: Integration) {
  const resolved = behind.filter(
    ({ side, decision }) => decision.value === "done" && strategyOf(integration, side.organizationId) !== "resolve",
  );
  const projects = new Map(
    linked
      .filter(({ link }) => resolved.some(({ side }) => side.groupId === link.groupId && side.organizationId === link.organizationId))
      .map(({ link, issue }) => [issue.group.projectId, link.organizationId]),
  );
  const found = [...projects].map(async ([projectId, organizationId]) => {
    const release = await releases.newest(organizationId, projectId);
    return [projectId, release?.version ?? null] as const;
  });
  return new Map(await Promise.all(found));
}

function groupWrite(
  plans: Record<FieldName, Plan>,
  { people }: Situation,
  { link, issue, integration, reading, now, newest, cause }: Learning,
): GroupWrite | null {
  const ref = { organizationId: link.organizationId, projectId: issue.group.projectId, groupId: link.groupId };
  const how = { now, ...cameFrom(integration, reading.ticket, cause) };
  const strategy = strategyOf(integration, link.organizationId);
  const decide = FIELDS.flatMap((field) => {
    const { decision } =
      plans[field].behind.find(({ side }) => side.groupId === link.groupId && side.organizationId === link.organizationId) ?? {};
    if (!decision) return [];
    const { value, at } = decision;
    const member = people.membersOf(link.organizationId, value).find((it) => it.active && it.projects.includes(issue.group.projectId));
    const done = { isDone: value === "done", strategy, release: newest.get(issue.group.projectId) ?? null };
    return [
      (state: Linked["issue"]["state"]) =>
        field === "owner"
          ? syncGroupAssigneeInbound(ref, state, value === null ? null : (member ?? null), { ...how, at })
          : syncStatusInbound(ref, state, done, { ...how, at }),
    ];
  });
  return decide.length > 0 ? together(ref, issue.state, decide) : null;
}

function writesOf({ owner, status }: Record<FieldName, Plan>, { people, sayStatus }: Situation, { ticket }: Reading): Write[] {
  const writes: Write[] = [];
  if (owner.write) {
    const { value: id, side } = owner.write;
    writes.push(syncAssigneeOutbound(ticket.id, { id, name: people.accountName(side.organizationId, id) }, owner.winner));
  }
  if (status.write) {
    const said = sayStatus(status.write.side.organizationId, status.winner.value);
    writes.push(syncStatusOutbound(ticket.id, status.write.value, status.winner, said));
  }
  return writes;
}
