import type { TicketChange } from "../../../core/messages.ts";
import { type FailureKind, TrackerFailure } from "../../../core/trackers/failure.ts";
import { type Entry, type Reading, statusValue, type Updated } from "../../../core/trackers/ticket.ts";
import { HOUR, SECOND } from "./random.ts";
import type { Hook, Surroundings } from "./surroundings.ts";

export type JiraEntry = { id: string; created: number; ours: boolean; from: string | null; to: string | null; tag: number; real: number };
export type JiraTicket = { id: string; value: string | null; log: JiraEntry[]; updated: number; exists: boolean; tag: number };
type Failing = { kind: FailureKind; seconds?: number };

/** Of one account the address is told; everybody else is mapped. */
export const TOLD = "user2@example.com";
const addressOf = (account: string): string | null => (account === "a2" ? TOLD : null);

export const BEGIN = 1_000 * HOUR;
const DONE = new Set(["done", "closed"]);
export const isDone = (status: string | null): boolean => DONE.has(status ?? "");

/** The tickets of a Jira, its clock, its moods, and what it tells of its changes. */
export class SimulatedJira {
  readonly tickets = new Map<string, JiraTicket>();
  readonly hooks: Hook[] = [];
  private readonly world: Surroundings;
  private ids = 0;
  /** Until when it is down, or answers 429; by how much its clock was set. */
  down = 0;
  storm = 0;
  step = 0;

  constructor(world: Surroundings) {
    this.world = world;
  }

  add(id: string): void {
    const value = this.world.kind === "owner" ? null : "open";
    this.tickets.set(id, { id, value, log: [], updated: this.clock(), exists: true, tag: -1 });
  }

  clock(): number {
    const { offset, drift } = this.world.setting;
    return Math.floor(this.world.now + offset + this.step + (this.world.now - BEGIN) * drift);
  }
  date = (): number => Math.floor(this.clock() / SECOND) * SECOND;

  /** A value as the port has it. */
  portValue = (value: string | null): string | null =>
    this.world.kind === "owner" || value === null ? value : statusValue({ id: value, done: isDone(value) });

  change(id: string, to: string | null, ours: boolean, tag: number): void {
    const ticket = this.tickets.get(id)!;
    if (ticket.value === to) return;
    const { world } = this;
    const { faults, setting, kind } = world;
    const now = this.clock();
    const created = setting.coarse ? Math.floor(now / SECOND) * SECOND : now;
    // The nodes of a Data Center take their ids from ranges of their own.
    const range = setting.banks && world.random() < 0.5 ? 1e6 : 0;
    const entry = { id: String(range + ++this.ids), created, ours, from: ticket.value, to, tag, real: world.now };
    ticket.log.push(entry);
    Object.assign(ticket, { value: to, updated: created, tag });
    const step = { from: entry.from, to: this.portValue(to) };
    const hook: Hook = {
      ...{ v: 1, provider: "jira_server", externalId: "jira", integrationId: 41, ticketId: id, key: id },
      ...{ deliveryId: `h${this.ids}`, receivedAt: 0, deleted: false, shows: this.shows(ticket), tag },
      change: {
        entry: world.chance(faults.noId) ? null : entry.id,
        at: world.chance(faults.noTime) ? null : now,
        ...{ updated: created, by: ours ? "us" : "somebody" },
        [kind]: step,
      },
    };
    this.hooks.push(hook);
    const send = () => world.after(world.between(1, faults.longest), () => world.receive(hook));
    if (world.chance(faults.lateBody)) world.after(world.between(10, 3000), () => Object.assign(hook, { shows: this.shows(ticket) }));
    if (!world.chance(faults.lost)) send();
    if (world.chance(faults.twice)) send();
  }

  private shows = ({ value }: JiraTicket): TicketChange["shows"] =>
    this.world.kind === "owner"
      ? {
          owner: value === null ? null : { account: value, name: value, email: addressOf(value) },
          status: { value: "open:open", name: "open" },
        }
      : { owner: null, status: { value: this.portValue(value)!, name: value ?? "" } };

  /** What keeps it from answering as it should. */
  failure(): Failing | null {
    const { world } = this;
    if (world.now < this.down) return { kind: world.random() < 0.5 ? "unreachable" : "not_jira" };
    if (world.now < this.storm) return { kind: "limited", seconds: Math.ceil((this.storm - world.now) / SECOND) };
    if (!world.chance(world.faults.jira)) return null;
    const kinds = ["unreachable", "not_jira", "limited", "unauthorized", "not_found", "unavailable"] as const;
    return { kind: kinds[Math.floor(world.random() * kinds.length)]! };
  }

  reading({ id, value, log, updated }: JiraTicket, after: string | null, got: { sent: number; date: number }): Omit<Reading, "clock"> {
    const { world } = this;
    const { kind, faults } = world;
    const hidden = world.chance(faults.noLog) ? null : world.chance(faults.emptyLog) ? [] : log;
    const sorted = hidden && [...hidden].sort((a, b) => a.created - b.created || Number(a.id) - Number(b.id));
    const at = sorted?.findIndex((it) => it.id === after) ?? -1;
    const entries = (sorted ?? []).slice(at + 1).map(
      (it): Entry => ({
        id: it.id,
        at: it.created,
        by: it.ours ? "us" : "somebody",
        [kind]: { from: this.portValue(it.from), to: this.portValue(it.to) },
      }),
    );
    const status = kind === "status" ? value! : "open";
    return {
      ticket: {
        ...{ id, key: id, title: "", project: { id: "10", key: "APP" } },
        owner: kind === "owner" && value !== null ? { id: value, name: value, email: addressOf(value) } : null,
        status: { id: status, name: status, done: isDone(status) },
      },
      news: sorted && { goesOn: at >= 0, entries: at >= 0 || after === null ? entries : [], newest: sorted.at(-1)?.id ?? null },
      ...{ updated, date: got.date },
    };
  }

  /** The search index is behind, and tells time and value as they were then. */
  updated(): Updated[] {
    const { world } = this;
    const then = world.now - world.between(0, 30) * SECOND;
    return [...this.tickets.values()].flatMap(({ id, exists, log }) => {
      const last = log.findLast((it) => it.real <= then);
      if (!exists || !last) return [];
      const value = this.portValue(last.to);
      const shown = world.kind === "owner" ? { owner: value, status: "open:open" } : { owner: null, status: value! };
      return [{ id, key: id, updated: last.created, ...shown }];
    });
  }

  fail = ({ kind, seconds }: Failing): TrackerFailure =>
    new TrackerFailure({ kind, what: kind, details: "", todo: "", retry: seconds !== undefined || kind === "limited", seconds });
}
