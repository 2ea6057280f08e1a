import type { TicketChange } from "../../../core/messages.ts";
import { FIELDS, type FieldName } from "../../../core/sync/register.ts";
import { type FailureKind, TrackerFailure } from "../../../core/trackers/failure.ts";
import { type Entry, type Reading, statusValue, type Updated } from "../../../core/trackers/ticket.ts";
import { HOUR, SECOND } from "./random.ts";
import type { Each, Surroundings } from "./surroundings.ts";

type JiraStep = { from: string | null; to: string | null; tag: number };
type JiraEntry = { id: string; created: number; ours: boolean; real: number; steps: Partial<Each<JiraStep>> };
/** `tags`: which decision it has. */
type JiraTicket = { id: string; values: Each<string | null>; tags: Each<number>; log: JiraEntry[]; updated: number; exists: boolean };
/** What somebody makes of a ticket at once: its owner, its status, or both. */
export type Edit = Partial<Each<string | null>>;
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
  readonly hooks: TicketChange[] = [];
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
    const nothing = { log: [], tags: { owner: -1, status: -1 } };
    this.tickets.set(id, { id, values: { owner: null, status: "open" }, updated: this.clock(), exists: true, ...nothing });
  }

  clock(): number {
    const { offset, drift } = this.world.setting;
    return Math.floor(this.world.now + offset + this.step + (this.world.now - BEGIN) * drift);
  }
  date = (): number => Math.floor(this.clock() / SECOND) * SECOND;

  /** A value as the port has it. */
  portValue = (field: FieldName, value: string | null): string | null =>
    field === "owner" || value === null ? value : statusValue({ id: value, done: isDone(value) });

  change(id: string, edit: Edit, ours: boolean, tags: Partial<Each<number>>): void {
    const ticket = this.tickets.get(id)!;
    const fields = FIELDS.filter((it) => edit[it] !== undefined && edit[it] !== ticket.values[it]);
    if (fields.length === 0) return;
    const { world } = this;
    const { faults, setting } = world;
    const now = this.clock();
    const created = setting.coarse ? Math.floor(now / SECOND) * SECOND : now;
    // The nodes of a Data Center take their ids from ranges of their own.
    const range = setting.banks && world.random() < 0.5 ? 1e6 : 0;
    const step = (it: FieldName): JiraStep => ({ from: ticket.values[it], to: edit[it] ?? null, tag: tags[it] ?? -1 });
    const steps: JiraEntry["steps"] = Object.fromEntries(fields.map((it) => [it, step(it)]));
    const entry: JiraEntry = { id: String(range + ++this.ids), created, ours, real: world.now, steps };
    ticket.log.push(entry);
    ticket.updated = created;
    for (const it of fields) {
      ticket.values[it] = steps[it]!.to;
      ticket.tags[it] = steps[it]!.tag;
    }
    const told = (it: FieldName) => ({ from: steps[it]!.from, to: this.portValue(it, steps[it]!.to) });
    const hook: TicketChange = {
      ...{ v: 1, provider: "jira_server", externalId: "jira", integrationId: 41, ticketId: id, key: id },
      ...{ deliveryId: `h${this.ids}`, receivedAt: 0, deleted: false, shows: this.shows(ticket) },
      change: {
        entry: world.chance(faults.noId) ? null : entry.id,
        at: world.chance(faults.noTime) ? null : now,
        ...{ updated: created, by: ours ? "us" : "somebody" },
        ...Object.fromEntries(fields.map((it) => [it, told(it)])),
      },
    };
    this.hooks.push(hook);
    const send = () => world.after(world.between(1, faults.longest), () => world.receive(hook));
    if (world.chance(faults.lateBody)) world.after(world.between(10, 3000), () => Object.assign(hook, { shows: this.shows(ticket) }));
    if (!world.chance(faults.lost)) send();
    if (world.chance(faults.twice)) send();
  }

  private shows = ({ values: { owner, status } }: JiraTicket): TicketChange["shows"] => ({
    owner: owner === null ? null : { account: owner, name: owner, email: addressOf(owner) },
    status: { value: this.portValue("status", status)!, name: status ?? "" },
  });

  /** What keeps it from answering as it should. */
  failure(): Failing | null {
    const { world } = this;
    if (world.now < this.down) return { kind: world.random() < 0.5 ? "unreachable" : "not_jira" };
    if (world.now < this.storm) return { kind: "limited", seconds: Math.ceil((this.storm - world.now) / SECOND) };
    if (!world.chance(world.faults.jira)) return null;
    const kinds = ["unreachable", "not_jira", "limited", "unauthorized", "not_found", "unavailable"] as const;
    return { kind: kinds[Math.floor(world.random() * kinds.length)]! };
  }

  reading(
    { id, values: { owner, status }, log, updated }: JiraTicket,
    after: string | null,
    got: { sent: number; date: number },
  ): Omit<Reading, "clock"> {
    const { world } = this;
    const { faults } = world;
    const hidden = world.chance(faults.noLog) ? null : world.chance(faults.emptyLog) ? [] : log;
    const sorted = hidden && [...hidden].sort((a, b) => a.created - b.created || Number(a.id) - Number(b.id));
    const at = sorted?.findIndex((it) => it.id === after) ?? -1;
    const entries = (sorted ?? []).slice(at + 1).map(
      (it): Entry => ({
        id: it.id,
        at: it.created,
        by: it.ours ? "us" : "somebody",
        ...this.stepsOf(it),
      }),
    );
    return {
      ticket: {
        ...{ id, key: id, title: "", project: { id: "10", key: "APP" } },
        owner: owner === null ? null : { id: owner, name: owner, email: addressOf(owner) },
        status: { id: status!, name: status!, done: isDone(status) },
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
      const [owner, status] = FIELDS.map((field) => log.findLast((it) => it.real <= then && it.steps[field])?.steps[field]);
      return [{ id, key: id, updated: last.created, owner: owner?.to ?? null, status: this.portValue("status", status?.to ?? "open")! }];
    });
  }

  private stepsOf({ steps }: JiraEntry): Partial<Each<{ from: string | null; to: string | null }>> {
    const port = (field: FieldName, { from, to }: JiraStep) => ({ from: this.portValue(field, from), to: this.portValue(field, to) });
    return Object.fromEntries(FIELDS.flatMap((it) => (steps[it] ? [[it, port(it, steps[it])]] : [])));
  }

  fail = ({ kind, seconds }: Failing): TrackerFailure =>
    new TrackerFailure({ kind, what: kind, details: "", todo: "", retry: seconds !== undefined || kind === "limited", seconds });
}
