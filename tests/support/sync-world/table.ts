import { ownerDecided, statusDecided } from "../../../core/issues/decisions.ts";
import type { GroupState } from "../../../core/issues/group.ts";
import type { GroupWithState } from "../../../core/issues/ports.ts";
import type { TicketLink } from "../../../core/sync/link.ts";
import type { GroupWrite, TicketCommit, TicketRead } from "../../../core/sync/ports.ts";
import { wordOf } from "../../../core/sync/register.ts";
import type { Known, TicketState } from "../../../core/sync/ticket-state.ts";
import type { Watched } from "../../../core/trackers/ports.ts";
import { aGroup } from "../fakes.ts";
import type { SimulatedJira } from "./jira.ts";
import type { Surroundings } from "./surroundings.ts";
import { TRACKER } from "./tenants.ts";

type Seen = Surroundings & { readonly jira: SimulatedJira };

/** What the system keeps, in memory, each write as a transaction would make it; and which decision each register is. */
export class Table {
  readonly groups = new Map<number, GroupWithState>();
  readonly items = new Map<string, TicketState>();
  links: TicketLink[] = [];
  watched: Watched = {
    ...{ provider: "jira_server", externalId: "jira", integrationId: TRACKER, until: 0, failure: null, clock: null, paused: null },
  };
  readonly activities: { group: number; tag: number; origin: string | null }[] = [];
  /** Decisions by what and when: the protocol itself does not carry them. */
  private readonly tags = new Map<string, number>();
  private readonly world: Seen;
  /** Decided later than now. */
  future = 0;
  writes = 0;
  reads = 0;

  constructor(world: Seen) {
    this.world = world;
  }

  addGroup(id: number): void {
    const group = aGroup(id, { organizationId: this.world.people.organizationOf(id), projectId: this.world.people.projectOf(id) });
    this.groups.set(id, group);
  }

  /** A group's register, in the tracker's words where its organization has any. */
  registerOf(id: number): { value: string | null; at: number; tag: number } {
    const { state, group } = this.groups.get(id)!;
    const { userId, at } = ownerDecided(state);
    const status = statusDecided(state);
    const isOwner = this.world.kind === "owner";
    const account = userId === null ? null : (this.world.people.accountOf(group.organizationId, userId) ?? `own:${userId}`);
    const [value, time] = isOwner ? [account, at] : [status.status === "resolved" ? "done" : "open", status.at];
    return { value, at: time, tag: this.tagOf(id, isOwner ? String(userId) : value, time) };
  }
  private tagOf = (id: number, value: string | null, at: number): number => this.tags.get(`${id} ${value} ${at}`) ?? -1;
  remember(id: number, value: string | null, at: number, tag: number): void {
    this.tags.set(`${id} ${value} ${at}`, tag);
    const { kind, people } = this.world;
    const word =
      kind === "owner" && value !== "null"
        ? (people.accountOf(people.organizationOf(id), Number(value)) ?? `own:${value}`)
        : value === "null"
          ? null
          : value;
    this.tags.set(`any ${word} ${at}`, tag);
  }

  read(ticket: string): TicketRead {
    this.reads++;
    const links = this.links.filter((it) => it.ticketId === ticket);
    return { state: this.items.get(ticket) ?? null, links, watched: this.watched };
  }

  /** `read`: which decision the ticket had when whoever commits has read it. */
  commit({ state, rev, dueAsRead, groups }: TicketCommit, read: number): boolean {
    const now = this.items.get(state.ticketId);
    if (!now || now.rev !== rev || now.due !== dueAsRead) return false;
    if (groups.some((it) => this.groups.get(it.ref.groupId)!.state.version !== it.expected)) return false;
    if (groups.some((it) => isOlder(this.groups.get(it.ref.groupId)!.state, it))) return false;
    this.writes++;
    this.seen(now, state, read);
    this.items.set(state.ticketId, { ...state, rev: rev + 1 });
    for (const it of groups) this.learn(it, state);
    return true;
  }
  private learn(write: GroupWrite, state: TicketState): void {
    const id = write.ref.groupId;
    const row = this.groups.get(id)!;
    const before = this.registerOf(id);
    const wasOver = row.state.assignee?.type === "team" || (row.state.ownerUnder && row.state.assignee === null);
    const bump = write.changes.length + Number(write.changes.length === 0 && Boolean(write.set.ownerUnder || write.set.statusUnder));
    row.state = { ...row.state, ...write.set, version: row.state.version + bump };
    if (!row.state.ownerUnder) delete row.state.ownerUnder;
    if (!row.state.statusUnder) delete row.state.statusUnder;
    const { at, value } = this.registerOf(id);
    if (before.at !== at || before.value !== value) {
      const key = this.world.kind === "owner" ? String(ownerDecided(row.state).userId) : value;
      const own = this.tags.get(`${state.ticketId} ${value} ${at}`) ?? this.otherTag(id, { value, at });
      this.remember(id, key, at, own);
    }
    if (wasOver && !row.state.ownerUnder) this.world.covers.push({ group: id, real: this.world.now, left: null, byTimer: false });
    if (at > this.world.now + 50 + 2 * this.world.setting.skew) this.future++;
    for (const _ of write.changes) this.activities.push({ group: id, tag: this.registerOf(id).tag, origin: state.ticketId });
    if (write.changes.length > 0) this.world.after(this.world.latency(), () => this.world.relay(id, state.ticketId, true));
  }
  /** It comes from another issue of a ticket of this one, which may be elsewhere by now. */
  private otherTag(id: number, { value, at }: { value: string | null; at: number }): number {
    const others = [...this.groups.keys()].filter((it) => it !== id).map((it) => this.registerOf(it));
    return others.find((it) => it.value === value && it.at === at && it.tag >= 0)?.tag ?? this.tags.get(`any ${value} ${at}`) ?? -1;
  }

  update(ticket: string, change: (state: TicketState) => TicketState): void {
    const now = this.items.get(ticket);
    this.writes++;
    if (!now) return;
    const after = { ...change(now), rev: now.rev + 1 };
    this.seen(now, after, -1);
    this.items.set(ticket, after);
  }

  /** Which decision a ticket has now: of an issue, of an intent, or of the newest entry that says it. */
  seen(before: TicketState | null, after: TicketState, read: number): void {
    const { kind, people, jira } = this.world;
    const { value, at } = after[kind].seen;
    const key = `${after.ticketId} ${value} ${at}`;
    if (this.tags.has(key) || (before && before[kind].seen.value === value && before[kind].seen.at === at)) return;
    const of = this.links.filter((it) => it.ticketId === after.ticketId).map((it) => it.groupId);
    const from = of.map((id) =>
      this.tagOf(id, kind === "owner" ? String(value === null ? null : people.userOf(people.organizationOf(id), value)) : value, at),
    );
    const log = jira.tickets.get(after.ticketId)!.log;
    const placeOf = (cursor: string | undefined) => log.findIndex((it) => it.id === cursor);
    const [first, last] = [placeOf(before?.cursor) + 1, placeOf(after.cursor) + 1];
    const word = (it: string | null) => wordOf(kind, jira.portValue(it));
    const says = log.filter((it) => word(it.to) === value);
    const fresh = says.filter((it) => log.indexOf(it) >= first && (last === 0 || log.indexOf(it) < last));
    // The last that turned it there, and did not carry out what was announced.
    const turning = fresh.filter((it) => word(it.from) !== value);
    const isAnnounced = (to: string | null) => before?.[kind].intents.some((it) => it.value === jira.portValue(to)) ?? false;
    const decided = turning.filter((it) => !it.ours || !isAnnounced(it.to)).at(-1) ?? turning.at(-1) ?? fresh.at(-1) ?? says.at(-1);
    const announced = before?.[kind].intents.some((it) => it.word === value && it.at === at)
      ? this.tags.get(`any ${value} ${at}`)
      : undefined;
    this.tags.set(key, [...from, announced, decided?.tag, read].find((it) => it !== undefined && it >= 0) ?? -1);
  }
  /** Of the newest announced write of that value. */
  writing(ticket: string, value: string | null): number {
    const { kind } = this.world;
    const known: Known | undefined = this.items.get(ticket)?.[kind];
    const intent = known?.intents.findLast((it) => it.value === value);
    if (!intent) return -1;
    const tag = this.tags.get(`${ticket} ${intent.word} ${intent.at}`);
    if (tag !== undefined && tag >= 0) return tag;
    const of = this.links.filter((it) => it.ticketId === ticket).map((it) => this.registerOf(it.groupId));
    return of.find((it) => it.at === intent.at && it.tag >= 0)?.tag ?? this.tags.get(`any ${intent.word} ${intent.at}`) ?? -1;
  }
}

const isOlder = (state: GroupState, { set }: GroupWrite): boolean =>
  (set.assigneeSourceTime ?? Infinity) < state.assigneeSourceTime ||
  (!("statusUnder" in set) && (set.statusSourceTime ?? Infinity) < state.statusSourceTime);

/** What is done to the simulation as a whole sees all of it. */
export type Whole = Seen & { readonly table: Table };
