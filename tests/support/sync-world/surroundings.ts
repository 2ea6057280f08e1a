import type { TicketChange } from "../../../core/messages.ts";
import type { Clocks, Faults } from "./random.ts";
import type { People, Tenants } from "./tenants.ts";

export type Kind = "owner" | "status";
export type Setting = Clocks &
  Tenants & { seed: number; kind: Kind; faults: Faults; links: readonly (readonly [number, string])[]; unlinked: boolean };
/** The value in the tracker's words; undefined where they have none. `before`: which decisions its maker had seen, a bit each. */
export type Decision = { tag: number; node: string; value: string | null | undefined; real: number; before: number };
export type Hook = TicketChange & { tag: number };
export type Message = { kind: "told"; hook: Hook } | { kind: "look"; expected?: number };

/** What a part of the simulation sees of the whole. */
export type Surroundings = {
  readonly now: number;
  readonly setting: Setting;
  readonly kind: Kind;
  faults: Faults;
  readonly people: People;
  readonly covers: { group: number; real: number; left: string | null; byTimer: boolean }[];
  readonly linkings: { group: number; ticket: string; real: number; issue: string | null | undefined; shown: string | null }[];
  /** What people and we did to tickets. */
  readonly log: { ticket: string; value: string | null; at: number; ours: boolean; own: boolean }[];
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
  decided(node: string, value: Decision["value"], shown: number): number;
  relay(id: number, origin: string | null, isNews: boolean): void;
  receive(hook: Hook): void;
  enqueue(ticket: string, message: Message): void;
};
