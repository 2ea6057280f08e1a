import { analyticsOf } from "../../../core/analytics/events.ts";
import { epochKey, ownerCacheKeys } from "../../../core/caches/keys.ts";
import type { Activity } from "../../../core/issues/activity.ts";
import { ownerDecided, statusDecided } from "../../../core/issues/decisions.ts";
import type { GroupState } from "../../../core/issues/group.ts";
import type { TicketState } from "../../../core/sync/ticket-state.ts";
import type { EndState, Item } from "./end-state.ts";

type StateItem = Item & GroupState & { organizationId: number; projectId: number; groupId: number };

/** The states of the organization's issues. */
export const statesOf = ({ items, organizationId }: EndState): StateItem[] =>
  items.filter((it) => it.sk === "STATE" && it.organizationId === organizationId) as StateItem[];

/** What happened to an issue, the oldest first. */
export const activitiesOf = ({ byPk }: EndState, { pk }: { pk: string }): (Item & Activity)[] =>
  ((byPk.get(pk) ?? []).filter((it) => it.sk.startsWith("ACTIVITY#")) as (Item & Activity)[]).sort((a, b) => a.version - b.version);

/** I2: activities are numbered from 1 to the version, each with who or what did it. */
export function historyIsWhole(end: EndState): string[] {
  return statesOf(end).flatMap((state) => {
    const all = activitiesOf(end, state);
    const numbers = all.map((it) => it.version);
    // What goes under a team or an archive takes a version and is told nobody.
    const isWhole = numbers.every((it, at) => it === at + 1) && numbers.length === state.version;
    const nobodys = all.filter((it) => !it.origin?.kind);
    return [
      ...(isWhole ? [] : [`issue ${state.groupId} has version ${state.version} and activities ${numbers.join(", ")}`]),
      ...nobodys.map((it) => `nobody did activity ${it.version} of issue ${state.groupId}`),
    ];
  });
}

/** Events that tell of an activity alone; a look at a ticket has some of its own. */
const OF_ACTIVITIES = /^\d+:\d+:(issue|manual|integration|integrations|codeowners|issueowners)\./;

/** I3: each change is one event of each of its types, and each event is of a change. */
export function countedOnce(end: EndState): string[] {
  const states = statesOf(end);
  const live = new Set(states.map((it) => String(it.groupId)));
  const prefix = `ORG#${end.organizationId}#ANALYTICS#`;
  const counted = end.items.filter((it) => it.pk.startsWith(prefix)).map((it) => it.pk.slice(prefix.length));
  const due = states.flatMap((state) => activitiesOf(end, state).flatMap((it) => analyticsOf(it).map(({ id }) => id)));
  const [had, wanted] = [new Set(counted), new Set(due)];
  return [
    ...due.filter((it) => !had.has(it)).map((it) => `${it} was never counted`),
    ...counted
      .filter((it) => live.has(it.split(":")[0]!) && OF_ACTIVITIES.test(it) && !wanted.has(it))
      .map((it) => `${it} was counted and did not happen`),
  ];
}

/** I4: an answer that holds says what the table says. */
export function nothingStale(end: EndState): string[] {
  return statesOf(end).flatMap(({ groupId, projectId, assignee }) => {
    const epoch = end.redis.get(epochKey(projectId));
    const [assigned] = ownerCacheKeys(groupId);
    const answer = end.redis.get(assigned);
    if (!epoch || !answer?.startsWith(`${epoch}:`)) return [];
    const isAssigned = answer === `${epoch}:1`;
    return isAssigned === (assignee !== null) ? [] : [`Redis says that issue ${groupId} is ${isAssigned ? "" : "not "}assigned`];
  });
}

/** What people call one value of both sides: an address, and whether it is done. */
type Side = { owner: string | null; isDone: boolean };

/** A ticket as its Jira shows it; null where it is gone. */
function shownBy(
  { world }: EndState,
  integrationId: number,
  ticketId: string,
): (Side & { ours: { owner: number; status: number } }) | null {
  if (integrationId === world.serverId) {
    const { state, tickets } = world.jira;
    const ticket = tickets.find(ticketId);
    if (!ticket) return null;
    const owner = state.users.find((it) => it.name === ticket.assignee)?.emailAddress ?? null;
    const isDone = state.statuses.find((it) => it.id === ticket.statusId)?.statusCategory.key === "done";
    return { owner, isDone, ours: written(ticket.histories, "lockstep") };
  }
  const { state, tickets } = world.cloud;
  const ticket = tickets.find(ticketId);
  if (!ticket) return null;
  const owner = state.users.find((it) => it.accountId === ticket.assignee)?.email ?? null;
  const isDone = state.statuses.find((it) => it.id === ticket.statusId)?.statusCategory.key === "done";
  return { owner, isDone, ours: written(ticket.histories, state.users.find((it) => it.displayName === "Lockstep")?.accountId ?? "") };
}

function written(histories: readonly { author: string; items: readonly { field: string }[] }[], us: string) {
  const fields = histories.filter((it) => it.author === us).flatMap((it) => it.items.map(({ field }) => field));
  const of = (field: string) => fields.filter((it) => it === field).length;
  return { owner: of("assignee"), status: of("status") };
}

/** I5: a linked ticket is as its issue is, or says why not; and was told of no more decisions than there were. */
export function trackersAreTold(end: EndState): string[] {
  const states = new Map(statesOf(end).map((it) => [it.groupId, it]));
  const links = end.items.filter((it) => it.sk.startsWith("LINK#") && it.pk.startsWith(`ORG#${end.organizationId}#TICKET#`));
  const byTicket = Map.groupBy(links, (it) => it.pk);
  return [...byTicket.values()].flatMap((all) => {
    const { integrationId, ticketId } = all[0] as unknown as { integrationId: number; ticketId: string };
    const known = end.byKey.get(`TRACKER#${integrationId}#TICKET#${ticketId} TICKET`) as (Item & TicketState) | undefined;
    const shown = shownBy(end, integrationId, ticketId);
    if (!known || !shown) return [`ticket ${ticketId} is linked and ${known ? "gone" : "not known"}`];
    const told = all.flatMap((it) => activitiesOf(end, { pk: `ORG#${end.organizationId}#GROUP#${it.groupId}` })).filter(isOurs(ticketId));
    const of = (types: RegExp) => told.filter((it) => types.test(it.type)).length;
    const [owners, statuses] = [of(/assigned|create_issue|merge/), of(/set_|create_issue|merge/)];
    return [
      ...all.flatMap((it) => unlike(end, states.get(Number(it.groupId)), known, shown)),
      ...(shown.ours.owner > owners ? [`ticket ${ticketId} got ${shown.ours.owner} owners from us, of ${owners} decisions`] : []),
      ...(shown.ours.status > statuses ? [`ticket ${ticketId} got ${shown.ours.status} statuses from us, of ${statuses} decisions`] : []),
    ];
  });
}

const isOurs =
  (ticketId: string) =>
  ({ origin }: Activity): boolean =>
    !(origin.kind === "integration" && origin.ticketId === ticketId);

function unlike(end: EndState, state: StateItem | undefined, known: TicketState, shown: Side): string[] {
  if (!state) return [`ticket ${known.ticketId} is linked to an issue that is gone`];
  const { userId } = ownerDecided(state);
  const owner = userId === null ? null : String(end.byKey.get(`ORG#${end.organizationId} MEMBER#${userId}`)?.email);
  const isDone = statusDecided(state).status === "resolved";
  const said = known.reasons[state.groupId];
  const which = `issue ${state.groupId} and ticket ${known.ticketId}`;
  return [
    ...(owner !== shown.owner && !said?.owner ? [`${which}: ${owner} has one and ${shown.owner} the other`] : []),
    ...(isDone !== shown.isDone && !said?.status ? [`${which}: one is done: ${isDone}, the other: ${shown.isDone}`] : []),
    ...(known.waiting ? [`ticket ${known.ticketId} waits: ${known.waiting.kind}`] : []),
  ];
}

/** I6: later versions were decided later, owners and statuses each for themselves, and the state is what the last one left. */
export function newestWins(end: EndState): string[] {
  return statesOf(end).flatMap((state) => {
    const all = activitiesOf(end, state);
    const back = [/assigned/, /^set_(un)?(resolved|ignored)/].flatMap((types) =>
      all
        .filter((it) => types.test(it.type))
        .filter((it, at, some) => at > 0 && it.sourceTime < some[at - 1]!.sourceTime)
        .map((it) => `activity ${it.version} of issue ${state.groupId} is older than the one before`),
    );
    const after = all.at(-1)?.after;
    const isSame =
      !after || (after.status === state.status && JSON.stringify(sorted(after.assignee)) === JSON.stringify(sorted(state.assignee)));
    return [...back, ...(isSame ? [] : [`issue ${state.groupId} is not what its last activity left`])];
  });
}

const sorted = (it: { type: string; id: number } | null) => it && [it.type, it.id];
