import { ownerDecided, statusDecided } from "../../../core/issues/decisions.ts";
import type { GroupState } from "../../../core/issues/group.ts";
import type { GroupWithState } from "../../../core/issues/ports.ts";
import type { TicketLink } from "../../../core/sync/link.ts";
import type { GroupWrite, TicketCommit, TicketRead } from "../../../core/sync/ports.ts";
import { FIELDS, type FieldName, wordOf } from "../../../core/sync/register.ts";
import type { Known, TicketState } from "../../../core/sync/ticket-state.ts";
import type { Watched } from "../../../core/trackers/ports.ts";
import { aGroup } from "../fakes.ts";
import type { SimulatedJira } from "./jira.ts";
import type { Each, Surroundings } from "./surroundings.ts";
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
  readonly activities: { field: FieldName; group: number; tag: number }[] = [];
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
  registerOf(field: FieldName, id: number): { value: string | null; at: number; tag: number } {
    const { state, group } = this.groups.get(id)!;
    if (field === "status") {
      const { status, at } = statusDecided(state);
      const word = status === "resolved" ? "done" : "open";
      return { value: word, at, tag: this.tagOf(field, id, word, at) };
    }
    const { userId, at } = ownerDecided(state);
    const account = userId === null ? null : (this.world.people.accountOf(group.organizationId, userId) ?? `own:${userId}`);
    return { value: account, at, tag: this.tagOf(field, id, String(userId), at) };
  }
  private tagOf = (field: FieldName, id: number, value: string | null, at: number): number =>
    this.tags.get(`${field} ${id} ${value} ${at}`) ?? -1;
  remember(field: FieldName, id: number, value: string | null, at: number, tag: number): void {
    this.tags.set(`${field} ${id} ${value} ${at}`, tag);
    const { people } = this.world;
    const word =
      field === "owner" && value !== "null"
        ? (people.accountOf(people.organizationOf(id), Number(value)) ?? `own:${value}`)
        : value === "null"
          ? null
          : value;
    this.tags.set(`${field} any ${word} ${at}`, tag);
  }

  read(ticket: string): TicketRead {
    this.reads++;
    const links = this.links.filter((it) => it.ticketId === ticket);
    return { state: this.items.get(ticket) ?? null, links, watched: this.watched };
  }

  /** `read`: which decision the ticket had when whoever commits has read it. */
  commit({ state, rev, dueAsRead, groups }: TicketCommit, read: Each<number>): boolean {
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
    const before = FIELDS.map((field) => ({ field, ...this.registerOf(field, id) }));
    const wasOver = row.state.assignee?.type === "team" || (row.state.ownerUnder && row.state.assignee === null);
    const bump = write.changes.length + Number(write.changes.length === 0 && Boolean(write.set.ownerUnder || write.set.statusUnder));
    row.state = { ...row.state, ...write.set, version: row.state.version + bump };
    if (!row.state.ownerUnder) delete row.state.ownerUnder;
    if (!row.state.statusUnder) delete row.state.statusUnder;
    for (const { field, ...was } of before) {
      const { at, value } = this.registerOf(field, id);
      if (was.at !== at || was.value !== value) {
        const key = field === "owner" ? String(ownerDecided(row.state).userId) : value;
        const own = this.tags.get(`${field} ${state.ticketId} ${value} ${at}`) ?? this.otherTag(field, id, { value, at });
        this.remember(field, id, key, at, own);
      }
      if (at > this.world.now + 50 + 2 * this.world.setting.skew) this.future++;
    }
    if (wasOver && !row.state.ownerUnder)
      this.world.covers.push({ field: "owner", group: id, real: this.world.now, left: null, byTimer: false });
    for (const { activity } of write.changes) {
      const field = activity.type === "assigned" || activity.type === "unassigned" ? "owner" : "status";
      this.activities.push({ field, group: id, tag: this.registerOf(field, id).tag });
    }
    if (write.changes.length > 0) this.world.after(this.world.latency(), () => this.world.relay(id, state.ticketId, true));
  }
  /** It comes from another issue of a ticket of this one, which may be elsewhere by now. */
  private otherTag(field: FieldName, id: number, { value, at }: { value: string | null; at: number }): number {
    const others = [...this.groups.keys()].filter((it) => it !== id).map((it) => this.registerOf(field, it));
    const other = others.find((it) => it.value === value && it.at === at && it.tag >= 0);
    return other?.tag ?? this.tags.get(`${field} any ${value} ${at}`) ?? -1;
  }

  update(ticket: string, change: (state: TicketState) => TicketState): void {
    const now = this.items.get(ticket);
    this.writes++;
    if (!now) return;
    const after = { ...change(now), rev: now.rev + 1 };
    this.seen(now, after, { owner: -1, status: -1 });
    this.items.set(ticket, after);
  }

  /** Which decision a ticket has now: of an issue, of an intent, or of the newest entry that says it. */
  seen(before: TicketState | null, after: TicketState, read: Each<number>): void {
    for (const field of FIELDS) this.seenOf(field, before, after, read[field]);
  }
  private seenOf(field: FieldName, before: TicketState | null, after: TicketState, read: number): void {
    const { people, jira } = this.world;
    const { value, at } = after[field].seen;
    const key = `${field} ${after.ticketId} ${value} ${at}`;
    if (this.tags.has(key) || (before && before[field].seen.value === value && before[field].seen.at === at)) return;
    const of = this.links.filter((it) => it.ticketId === after.ticketId).map((it) => it.groupId);
    const from = of.map((id) =>
      this.tagOf(
        field,
        id,
        field === "owner" ? String(value === null ? null : people.userOf(people.organizationOf(id), value)) : value,
        at,
      ),
    );
    const log = jira.tickets.get(after.ticketId)!.log;
    const placeOf = (cursor: string | undefined) => log.findIndex((it) => it.id === cursor);
    const [first, last] = [placeOf(before?.[field].heard ?? before?.cursor) + 1, placeOf(after[field].heard ?? after.cursor) + 1];
    const word = (it: string | null) => wordOf(field, jira.portValue(field, it));
    const steps = log.flatMap(({ steps, ours }, index) => (steps[field] ? [{ ...steps[field], ours, index }] : []));
    const says = steps.filter((it) => word(it.to) === value);
    const fresh = says.filter((it) => it.index >= first && (last === 0 || it.index < last));
    // The last that turned it there, and did not carry out what was announced.
    const turning = fresh.filter((it) => word(it.from) !== value);
    const isAnnounced = (to: string | null) => before?.[field].intents.some((it) => it.value === jira.portValue(field, to)) ?? false;
    const decided = turning.filter((it) => !it.ours || !isAnnounced(it.to)).at(-1) ?? turning.at(-1) ?? fresh.at(-1) ?? says.at(-1);
    const announced = before?.[field].intents.some((it) => it.word === value && it.at === at)
      ? this.tags.get(`${field} any ${value} ${at}`)
      : undefined;
    this.tags.set(key, [...from, announced, decided?.tag, read].find((it) => it !== undefined && it >= 0) ?? -1);
  }
  /** Of the newest announced write of that value. */
  writing(ticket: string, field: FieldName, value: string | null): number {
    const known: Known | undefined = this.items.get(ticket)?.[field];
    const intent = known?.intents.findLast((it) => it.value === value);
    if (!intent) return -1;
    const tag = this.tags.get(`${field} ${ticket} ${intent.word} ${intent.at}`);
    if (tag !== undefined && tag >= 0) return tag;
    const of = this.links.filter((it) => it.ticketId === ticket).map((it) => this.registerOf(field, it.groupId));
    return of.find((it) => it.at === intent.at && it.tag >= 0)?.tag ?? this.tags.get(`${field} any ${intent.word} ${intent.at}`) ?? -1;
  }
}

const isOlder = (state: GroupState, { set }: GroupWrite): boolean =>
  (set.assigneeSourceTime ?? Infinity) < state.assigneeSourceTime ||
  (!("statusUnder" in set) && (set.statusSourceTime ?? Infinity) < state.statusSourceTime);

/** What is done to the simulation as a whole sees all of it. */
export type Whole = Seen & { readonly table: Table };
