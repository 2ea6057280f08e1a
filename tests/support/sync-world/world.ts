import type { TicketChange } from "../../../core/messages.ts";
import { converge } from "../../../core/sync/converge.ts";
import { hear } from "../../../core/sync/hear.ts";
import { FIELDS, type FieldName } from "../../../core/sync/register.ts";
import { lookAtDue, lookForMissed } from "../../../core/sync/sweep.ts";
import { EXPECTED_MS } from "../../../core/sync/waiting.ts";
import { type Chosen, decideIn, endArchive } from "./deciding.ts";
import { BEGIN, type Edit, isDone, SimulatedJira } from "./jira.ts";
import { linkIn } from "./linking.ts";
import { Killed, portsOf } from "./ports.ts";
import { type Faults, MINUTE, randomOf, SECOND } from "./random.ts";
import type { Cover, Decision, Done, Each, Linking, Message, Setting } from "./surroundings.ts";
import { Table } from "./table.ts";
import { People } from "./tenants.ts";

type Queue = { messages: { message: Message; receives: number }[]; busy: boolean };

const RECEIVES = 5;
const VISIBILITY = MINUTE;
/** What a Lambda may take. */
const ALLOWED = 55 * SECOND;

/** Jira, the table, the queues, the stream and people, as one deterministic simulation that runs the real rules. */
export class World {
  now = BEGIN;
  readonly random: () => number;
  readonly setting: Setting;
  readonly people: People;
  readonly jira: SimulatedJira;
  readonly table: Table;
  faults: Faults;
  readonly decisions: Each<Decision[]> = { owner: [], status: [] };
  readonly covers: Cover[] = [];
  readonly linkings: Each<Linking[]> = { owner: [], status: [] };
  readonly log: Done[] = [];
  readonly counts = { writes: new Map<string, number>(), faulty: new Map<string, number>(), edits: new Map<string, number>() };
  readonly calls = { get: 0, put: 0 };
  dead = 0;
  lastWrite = 0;
  /** Tasks that are between two calls to the outside. */
  running = 0;
  private events: { at: number; run: () => void }[] = [];
  private queues = new Map<string, Queue>();

  constructor(setting: Setting) {
    this.setting = setting;
    this.random = randomOf(setting.seed);
    this.faults = setting.faults;
    this.people = new People(setting);
    this.jira = new SimulatedJira(this);
    this.table = new Table(this);
    for (const [group, ticket] of setting.links) {
      if (!this.table.groups.has(group)) this.table.addGroup(group);
      if (!this.jira.tickets.has(ticket)) this.jira.add(ticket);
    }
    // As the set-up left it.
    this.table.watched = {
      ...this.table.watched,
      clock: { low: this.jira.date() - this.now, high: this.jira.date() + 1100 - this.now, at: this.now },
    };
    if (!setting.unlinked) for (const [group, ticket] of setting.links) linkIn(this, group, ticket, { isSeed: true });
    for (let at = this.random() * 15 * MINUTE; at < 15 * MINUTE; at += 15 * MINUTE) this.after(at, () => this.sweep());
  }

  after(ms: number, run: () => void): void {
    const at = this.now + ms;
    let [low, high] = [0, this.events.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.events[middle]!.at > at) low = middle + 1;
      else high = middle;
    }
    this.events.splice(low, 0, { at, run });
  }
  async runUntil(end: number): Promise<void> {
    while (this.events.length > 0 && this.events.at(-1)!.at <= end) {
      const { at, run } = this.events.pop()!;
      this.now = at;
      run();
      while (this.running > 0) await null;
    }
    this.now = end;
  }
  chance = (p: number): boolean => p > 0 && this.random() < p;
  between = (low: number, high: number): number => low + this.random() * (high - low);
  latency = (): number => (this.chance(0.2) ? this.between(10, 400) : this.between(1, 10));
  /** Our own clock is that of many machines. */
  hostClock = (): number => Math.floor(this.now + this.between(-this.setting.skew, this.setting.skew));
  count = (what: keyof World["counts"], id: string): void => void this.counts[what].set(id, (this.counts[what].get(id) ?? 0) + 1);

  decided(field: FieldName, node: string, value: Decision["value"], shown: number): number {
    const decisions = this.decisions[field];
    const tag = decisions.length;
    const before = shown < 0 ? 0 : (1 << shown) | decisions[shown]!.before;
    decisions.push({ tag, node, value, real: this.now, before });
    return tag;
  }

  inLockstep = (id: number, value: Chosen): void => decideIn(this, id, value);
  unarchive = (id: number): void => endArchive(this, id);

  inJira(id: string, edit: Edit, ours: boolean): void {
    const ticket = this.jira.tickets.get(id)!;
    if (!ticket.exists || this.now < this.jira.down) return;
    const tags = { ...ticket.tags };
    for (const field of FIELDS) {
      const { [field]: value } = edit;
      if (value === undefined || value === ticket.values[field]) continue;
      const word = (it: string | null) => (field === "status" ? (isDone(it) ? "done" : "open") : it);
      if (word(ticket.values[field]) !== word(value)) tags[field] = this.decided(field, id, word(value), tags[field]);
      this.count("edits", id);
      this.log.push({ ticket: id, field, value, at: this.now, ours, own: false });
    }
    this.jira.change(id, edit, ours, tags);
  }

  /** The stream: once at least, in order as far as anybody relies on it. */
  relay(id: number, origin: string | null, isNews: boolean): void {
    if (this.chance(this.faults.kill)) {
      this.after(SECOND, () => this.relay(id, origin, isNews));
      return;
    }
    const { state } = this.table.groups.get(id)!;
    this.table.links = this.table.links.map((it) =>
      it.groupId === id && !this.chance(this.faults.staleHints ? 0.5 : 0) ? { ...it, hint: state } : it,
    );
    if (!isNews) return;
    for (const { ticketId } of this.table.links.filter((it) => it.groupId === id && it.ticketId !== origin)) {
      const item = this.table.items.get(ticketId)!;
      const due = this.now + EXPECTED_MS + this.random();
      this.table.items.set(ticketId, { ...item, due });
      this.after(this.latency(), () => this.enqueue(ticketId, { kind: "look", expected: due }));
    }
  }

  link = (group: number, ticket: string): void => linkIn(this, group, ticket, { isSeed: false });
  unlink(group: number, ticket: string): void {
    this.table.links = this.table.links.filter((it) => it.groupId !== group || it.ticketId !== ticket);
  }
  /** What people have mended is looked at at once. */
  mended(): void {
    for (const ticket of new Set(this.table.links.map((it) => it.ticketId))) this.enqueue(ticket, { kind: "look" });
  }

  private sweep(): void {
    this.after(15 * MINUTE, () => this.sweep());
    const ports = portsOf(this, null);
    const run = async () => {
      await lookAtDue(ports);
      await lookForMissed(ports, this.table.watched);
    };
    this.running++;
    void run().finally(() => this.running--);
  }

  receive = (hook: TicketChange): void => this.enqueue(hook.ticketId, { kind: "told", hook: { ...hook, receivedAt: this.hostClock() } });
  enqueue(ticket: string, message: Message): void {
    const name = `${message.kind} ${ticket}`;
    const queue = this.queues.get(name) ?? { messages: [], busy: false };
    this.queues.set(name, queue);
    const same = (it: Message) => it.kind === "look" && message.kind === "look" && it.expected === message.expected;
    if (queue.messages.slice(1).some((it) => same(it.message))) return;
    queue.messages.push({ message, receives: 0 });
    if (!queue.busy) this.work(name, ticket);
  }
  isIdle = (): boolean => [...this.queues.values()].every((it) => it.messages.length === 0);
  private work(name: string, ticket: string): void {
    const queue = this.queues.get(name)!;
    const [first] = queue.messages;
    queue.busy = first !== undefined;
    if (!first) return;
    first.receives++;
    const next = (drop: boolean) => {
      if (queue.messages[0] !== first) return;
      if (drop || first.receives >= RECEIVES) queue.messages.shift();
      if (!drop && first.receives >= RECEIVES) this.dead++;
      this.work(name, ticket);
    };
    const { message } = first;
    this.after(this.latency(), () =>
      this.start(
        message,
        ticket,
        () => next(true),
        () => this.after(VISIBILITY, () => next(false)),
      ),
    );
    // A worker that is thought dead, and is not.
    if (!this.chance(this.faults.overrun)) return;
    this.count("faulty", ticket);
    const other: Message = this.chance(0.5) ? message : { kind: "look" };
    this.after(this.between(1, this.chance(0.5) ? 50 : 5000), () =>
      this.start(
        other,
        ticket,
        () => {},
        () => {},
      ),
    );
  }
  /** Runs one message to its end, or until it is killed before or after one of its calls. */
  private start(message: Message, ticket: string, done: () => void, killed: () => void): void {
    const ports = portsOf(this, { ends: this.now + ALLOWED, killed: () => this.after(0, killed) });
    this.running++;
    const look = { v: 1, provider: "jira_server", externalId: "jira", integrationId: 41, ticketId: ticket, cause: "x" } as const;
    const expected = message.kind === "look" ? message.expected : undefined;
    const run = message.kind === "told" ? hear(ports, message.hook) : converge(ports, { ...look, expected });
    run
      .then(done, (error: unknown) => {
        if (!(error instanceof Killed)) throw error;
        killed();
      })
      .finally(() => this.running--);
  }
}
