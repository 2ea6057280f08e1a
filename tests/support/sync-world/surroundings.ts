import type { TicketChange } from "../../../core/messages.ts";
import type { FieldName } from "../../../core/sync/register.ts";
import type { Clocks, Faults } from "./random.ts";
import type { People, Tenants } from "./tenants.ts";

export type Setting = Clocks & Tenants & { seed: number; faults: Faults; links: readonly (readonly [number, string])[]; unlinked: boolean };
/** One thing of each field: of the owner, and of the status. */
export type Each<T> = Record<FieldName, T>;
/** The value in the tracker's words; undefined where they have none. `before`: which decisions its maker had seen, a bit each. */
export type Decision = { tag: number; node: string; value: string | null | undefined; real: number; before: number };
/** What somebody laid over an owner or a status (a team, an archive), null where it was taken off again. */
export type Cover = { field: FieldName; group: number; real: number; left: string | null; byTimer: boolean };
export type Linking = { group: number; ticket: string; real: number; issue: string | null | undefined; shown: string | null };
/** What people and we did to tickets. */
export type Done = { ticket: string; field: FieldName; value: string | null; at: number; ours: boolean; own: boolean };
export type Message = { kind: "told"; hook: TicketChange } | { kind: "look"; expected?: number };

/** What a part of the simulation sees of the whole. */
export type Surroundings = {
  readonly now: number;
  readonly setting: Setting;
  faults: Faults;
  readonly people: People;
  readonly covers: Cover[];
  readonly linkings: Each<Linking[]>;
  readonly log: Done[];
  readonly calls: { get: number; put: number };
  lastWrite: number;
  /** Tasks that are between two calls to the outside. */
  running: number;
  random(): number;
  chance(p: number): boolean;
  between(low: number, high: number): number;
  latency(): number;
  hostClock(): number;
  after(ms: number, run: () => void): void;
  count(what: "writes" | "faulty" | "edits", id: string): void;
  decided(field: FieldName, node: string, value: Decision["value"], shown: number): number;
  relay(id: number, origin: string | null, isNews: boolean): void;
  receive(hook: TicketChange): void;
  enqueue(ticket: string, message: Message): void;
};
