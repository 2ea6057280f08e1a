import { CHANGES_PER_TRANSACTION } from "../issues/commit-changes.ts";
import type { TicketChange, TicketLook } from "../messages.ts";
import type { MemberByEmail } from "../organizations/organization.ts";
import type { Organizations } from "../organizations/ports.ts";
import type { Ports, Sender } from "../ports.ts";
import type { Integration } from "../trackers/integration.ts";
import type { Integrations, UserMappings } from "../trackers/ports.ts";
import { offsetOf, uncertainty } from "./clock.ts";
import { cameFrom, syncGroupAssigneeInbound, syncStatusInbound, together } from "./inbound.ts";
import type { TicketLink } from "./link.ts";
import { othersToTell } from "./look-again.ts";
import type { GroupWrite, Links, Tickets } from "./ports.ts";
import { FIELDS, type FieldName, wordOf } from "./register.ts";
import { named, sayApplied } from "./run.ts";
import { activeOf } from "./situation.ts";
import type { TicketState } from "./ticket-state.ts";

export type HearPorts = Pick<Ports, "now" | "log"> & { organizations: Organizations } & {
  tickets: Tickets;
  links: Links;
  integrations: Integrations;
  userMappings: UserMappings;
  looks: Sender<TicketLook>;
};

/** More than what our idea of the tracker's clock may be wrong by: nearer than this, the ticket is read instead of believing a webhook. */
const MARGIN_MS = 5000;
/** A webhook that took longer is not believed without looking. */
const LATE_MS = 10 * 60_000;

/**
 * What a tracker says of one ticket. Ada has it since 10:00:00, as far as we know, and a webhook says that somebody gave it to Bob at
 * 10:01:00: a person's decision, clearly later than all we know, with nothing of ours under way. It is applied from the body, without
 * asking the tracker. Had it said 10:00:02, which of the two came last would be in doubt: the ticket is looked at. So it is with any other
 * doubt. Throws Unavailable.
 */
export async function hear(ports: HearPorts, told: TicketChange): Promise<void> {
  const integration = await ports.integrations.byExternalId(told.provider, told.externalId);
  const organizations = integration ? activeOf(integration).map((it) => it.organizationId) : [];
  if (!integration || organizations.length === 0) return ports.log.info("heard.nothing", { ticket: told.key, reason: "disconnected" });
  const [{ state, links, watched }, members] = await Promise.all([
    ports.tickets.read(told, organizations),
    membersOf(ports, integration.id, organizations, told),
  ]);
  const decision = told.change && `${fieldsOf(told.change).join(",")}@${told.change.at}`;
  const say = (event: string, outcome: string, reason: string) => {
    for (const names of named(links, told.key)) ports.log.info(event, { ...names, decision, outcome, reason });
  };
  const nothing = (reason: string) => say("heard.nothing", "nothing", reason);
  if (!state || links.length === 0) return ports.log.info("heard.nothing", { ticket: told.key, reason: "no-affected-groups" });
  if (!told.change && !told.deleted && isAsKnown(state, told)) return nothing("same");
  const { change } = told;
  if (change && change.entry !== null && [state.cursor, state.owner.heard, state.status.heard].includes(change.entry))
    return nothing("known");
  const clock = watched?.clock ?? null;
  const observer = { offset: offsetOf(clock), ourAccount: integration.ourAccount };
  if (change && isEcho(state, change, observer)) return nothing("echo");
  const isClockKnown = uncertainty(clock, ports.now()) < MARGIN_MS / 2;
  if (change && isClockKnown && isOlder(state, change, observer)) return nothing("older");
  const at = isClockKnown ? clearlyNewer(state, links, told, observer) : null;
  const writes = at === null ? null : writesOf({ integration, links, members, told, at, now: ports.now() });
  const others = writes && (await othersToTell(ports, told.ticketId, writes));
  if (at !== null && writes && (await commit(ports, state, told, at, writes))) {
    await others?.();
    sayApplied(ports, links, told.key, writes);
    return;
  }
  say("heard.doubt", "looks", "doubt");
  const { provider, externalId, integrationId, ticketId, deliveryId } = told;
  await ports.looks.send([{ v: 1, provider, externalId, integrationId, ticketId, cause: deliveryId }]);
}

type Change = NonNullable<TicketChange["change"]>;
type Observer = { offset: number; ourAccount: string | null };

/** A body without a history is news only where it shows something that we do not know. */
const isAsKnown = (state: TicketState, { key, title, shows }: TicketChange): boolean =>
  key === state.key &&
  (title === undefined || title === state.title) &&
  state.closedAt === null &&
  (shows.owner === undefined || (shows.owner?.account ?? null) === state.owner.shown) &&
  (shows.status === undefined || shows.status.value === state.status.shown);

const fieldsOf = (change: Change): FieldName[] => FIELDS.filter((it) => change[it] !== undefined);

/** When a person decided what the body says, by our clock, in ms since the Unix epoch; null where that, or that nothing is later, is in doubt. */
function clearlyNewer(
  state: TicketState,
  links: readonly TicketLink[],
  told: TicketChange,
  { offset, ourAccount }: Observer,
): number | null {
  const { change, receivedAt, shows, deleted } = told;
  if (!change || deleted || change.entry === null || change.at === null || ourAccount === null || change.by === ourAccount) return null;
  const fields = fieldsOf(change);
  const shown = { owner: shows.owner === undefined ? undefined : (shows.owner?.account ?? null), status: shows.status?.value };
  if (fields.length === 0 || fields.some((it) => change[it]?.to !== shown[it] || !isDecision(it, change, state))) return null;
  const at = Math.round(Math.min(change.at - offset, receivedAt));
  if (at < receivedAt - LATE_MS) return null;
  const isSettled = FIELDS.every((it) => state[it].intents.every((one) => one.answered !== null && one.answered + MARGIN_MS < at));
  if (!isSettled || !isReadBack(change, state) || !isRestKnown(change, state, shows)) return null;
  const known = FIELDS.flatMap((it) => [state[it].seen.at]);
  const hints = links.flatMap(({ hint, since }) =>
    hint ? [hint.assigneeSourceTime, hint.statusSourceTime, hint.statusUnder?.at ?? 0, since] : [Number.POSITIVE_INFINITY],
  );
  return [...known, ...hints].every((it) => it + MARGIN_MS < at) ? at : null;
}

/**
 * What came again, or late: all that it is about was decided later by now, of which the ticket's history told. Whoever read that, or wrote to
 * the ticket after they had, knows of everything before it. Nothing of ours may be under way.
 */
function isOlder(state: TicketState, change: Change, { offset }: Observer): boolean {
  const fields = fieldsOf(change);
  const { at } = change;
  if (at === null || fields.length === 0 || FIELDS.some((it) => state[it].intents.length > 0)) return false;
  return fields.every((it) => at - offset + MARGIN_MS < state[it].seen.at);
}

/**
 * From "Resolved" to "Closed" decides nothing. A body says which status was before, but not whether that one was done: we know it of the
 * status that the ticket showed last, and of no other.
 */
function isDecision(field: FieldName, change: Change, state: TicketState): boolean {
  const { from = null, to = null } = change[field] ?? {};
  if (field === "owner") return from !== to;
  return (
    state.status.shown?.slice(state.status.shown.indexOf(":") + 1) === from && wordOf("status", state.status.shown) !== wordOf("status", to)
  );
}

/**
 * Nothing of ours is in the way in the other field: what somebody chose there between our reading and our writing is in the history alone,
 * before this entry. We read that Bob has the ticket, Cyd takes it from him, we give it to Ada: whoever closes it now and is believed would
 * hide what Cyd chose. In the field itself this entry is the later choice anyway.
 */
const isReadBack = (change: Change, state: TicketState): boolean =>
  FIELDS.every((it) => change[it] !== undefined || state[it].intents.length === 0);

/** What the entry says nothing of is as we know it: else something happened before that we have not heard of. */
const isRestKnown = (change: Change, state: TicketState, shows: TicketChange["shows"]): boolean =>
  (change.owner !== undefined || shows.owner === undefined || (shows.owner?.account ?? null) === state.owner.shown) &&
  (change.status !== undefined || shows.status === undefined || shows.status.value === state.status.shown);

/**
 * Our own write come back: we gave the ticket to Bob at 10:00:00, were answered at 10:00:01, and now hear that our account gave it to Bob in
 * between. Only where all that we wrote was answered: whoever wrote it has seen to the rest.
 */
function isEcho(state: TicketState, change: Change, { offset, ourAccount }: Observer): boolean {
  const fields = fieldsOf(change);
  if (change.at === null || fields.length === 0 || (ourAccount !== null && change.by !== ourAccount)) return false;
  const at = change.at - offset;
  const intents = FIELDS.flatMap((it) => state[it].intents);
  return (
    intents.every((it) => it.answered !== null) &&
    fields.every((field) =>
      state[field].intents.some(
        (it) => it.value === change[field]?.to && it.sent - MARGIN_MS <= at && at <= (it.answered ?? 0) + MARGIN_MS,
      ),
    )
  );
}

type Members = Map<number, readonly MemberByEmail[]>;

/** Who has the ticket now, in each organization: who was mapped, else whose address it is. Without asking the tracker. */
async function membersOf(
  ports: HearPorts,
  integrationId: number,
  organizations: readonly number[],
  { change, shows }: TicketChange,
): Promise<Members> {
  const owner = change?.owner ? shows.owner : null;
  const found = new Map<number, readonly MemberByEmail[]>();
  if (!owner) return found;
  const address = owner.email ?? (owner.account.includes("@") ? owner.account : null);
  await Promise.all(
    organizations.map(async (organizationId) => {
      const [mapped, byEmail] = await Promise.all([
        ports.userMappings.byAccount(organizationId, integrationId, owner.account),
        address === null ? [] : ports.organizations.membersByEmail(organizationId, address),
      ]);
      const member = mapped === null ? null : await ports.organizations.member(organizationId, mapped);
      found.set(organizationId, member ? [member] : byEmail);
    }),
  );
  return found;
}

type Heard = { integration: Integration; links: readonly TicketLink[]; members: Members; told: TicketChange; at: number; now: number };

/** What every linked issue makes of it; null where one of them does not take it, or that cannot be told from here. */
function writesOf({ integration, links, members, told, at, now }: Heard): GroupWrite[] | null {
  const { change, deliveryId, shows } = told;
  if (!change || links.length > CHANGES_PER_TRANSACTION) return null;
  const writes: GroupWrite[] = [];
  for (const link of links) {
    const config = activeOf(integration).find((it) => it.organizationId === link.organizationId)?.config;
    if (!config || !link.hint) return null;
    if (change.owner && !config.sync_reverse_assignment) return null;
    // What a release makes of it is with the issue.
    if (change.status && !(config.sync_status_reverse && config.resolution_strategy === "resolve")) return null;
    const member = members.get(link.organizationId)?.find((it) => it.active && it.projects.includes(link.projectId)) ?? null;
    if (change.owner && shows.owner && !member) return null;
    const how = { at, now, ...cameFrom(integration, { id: told.ticketId, key: told.key }, deliveryId) };
    const ref = { organizationId: link.organizationId, projectId: link.projectId, groupId: link.groupId };
    const isDone = wordOf("status", change.status?.to ?? null) === "done";
    const { hint } = link;
    const decide = [
      ...(change.owner ? [(it: typeof hint) => syncGroupAssigneeInbound(ref, it, member, how)] : []),
      ...(change.status ? [(it: typeof hint) => syncStatusInbound(ref, it, { isDone, strategy: "resolve", release: null }, how)] : []),
    ];
    writes.push(together(ref, hint, decide));
  }
  return writes;
}

const without = (reasons: TicketState["reasons"], fields: readonly FieldName[]): TicketState["reasons"] =>
  Object.fromEntries(
    Object.entries(reasons).flatMap(([groupId, of]) => {
      const left = Object.entries(of).filter(([field]) => !fields.some((it) => it === field));
      return left.length > 0 ? [[groupId, Object.fromEntries(left)]] : [];
    }),
  );

function commit({ tickets }: HearPorts, state: TicketState, told: TicketChange, at: number, groups: GroupWrite[]): Promise<boolean> {
  const { change, shows, key, title } = told;
  const next: TicketState = { ...state, key, title: title ?? state.title };
  for (const field of FIELDS) {
    const step = change?.[field];
    if (step) next[field] = { seen: { value: wordOf(field, step.to), at }, shown: step.to, intents: [], heard: change.entry ?? undefined };
  }
  const named = {
    owner: shows.owner === undefined ? state.shows.owner : (shows.owner?.name ?? null),
    status: shows.status?.name ?? state.shows.status,
  };
  // What keeps the other field apart, or did not let us write, still does.
  const heard = FIELDS.filter((it) => change?.[it]);
  const known = {
    ...{ ...next, updated: change?.updated ?? null, reasons: without(state.reasons, heard), closedAt: null },
    ...{ seenAt: told.receivedAt, shows: named },
  };
  return tickets.commit({ state: known, rev: state.rev, dueAsRead: state.due, groups });
}
