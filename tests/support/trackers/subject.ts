import type { Tracker } from "../../../core/trackers/ports.ts";
import type { Fault } from "../../../infra/local/sandbox/jira/exchange.ts";

type Edit = { owner?: string | null; status?: "open" | "done"; title?: string };
type Made = { id: string; key: string };

/** A tracker with its counterpart, for the suite that holds every tracker to the port. Two people have accounts, `ada` and `bob`. */
export type Subject = {
  tracker: Tracker;
  /** Account ids. Everybody has an address at example.com; whether it is shown is the counterpart's. */
  ada: string;
  bob: string;
  /** What acts may be named by in a history. */
  authorOf: (account: string) => string;
  statusIds: { open: string; done: string };
  project: { id: string; key: string };
  /** What is known of what tells of changes, where no webhook has a number. */
  webhook: "in place" | "unknown";
  /** A new ticket, in a project where nothing is asked for on the way to a status, or in one where something is. */
  create: (how?: { strict?: boolean }) => Made;
  edit: (id: string, edit: Edit, by?: string) => void;
  owner: (id: string) => string | null;
  isDone: (id: string) => boolean;
  /** A comment of a person, with what another program left there. */
  comment: (id: string, text: string, property?: { key: string; value: unknown }) => string;
  /** What people see of the newest comment. */
  newest: (id: string) => { text: string; isInternal: boolean };
  /** What a ticket was created with. */
  fieldsOf: (id: string) => Record<string, unknown>;
  remove: (id: string) => void;
  /** What every request is answered from now on, until it is cleared. */
  fail: (fault: Fault | null) => void;
  /** By how many ms its clock is ahead. */
  setClock: (ahead: number) => void;
  /** How often it was asked. */
  asked: () => number;
  stop: () => Promise<void>;
};
