import { Unavailable } from "../../core/errors.ts";
import type { TicketLook } from "../../core/messages.ts";
import { converge } from "../../core/sync/converge.ts";
import type { PendingNote } from "../../core/sync/link.ts";
import type { ConvergePorts } from "../../core/sync/run.ts";
import { type TicketState, unknownTicket } from "../../core/sync/ticket-state.ts";
import { SYNC_OFF } from "../../core/trackers/integration.ts";
import type { Tracker, Watched } from "../../core/trackers/ports.ts";
import type { Reading, Updated } from "../../core/trackers/ticket.ts";
import { aGroup, aLink, fakeLog, fakeSender } from "./fakes.ts";

export const MINUTE = 60_000;
export const BEGUN = 10_000_000;
const place = { provider: "jira_server", externalId: "jira", integrationId: 41 } as const;
const look: TicketLook = { v: 1, ...place, ticketId: "7", cause: "c" };

/** Bob got the issue; the ticket is still Ada's. Each call to the tracker takes as long as it is told. */
export function oneTicket(
  over: { state?: Partial<TicketState>; watched?: Partial<Watched>; on?: boolean; uncounted?: boolean; team?: boolean } = {},
) {
  let now = BEGUN;
  let notes: PendingNote[] = [];
  /** What the database is asked for while it is away. */
  let away = "";
  const reached = (what: string) => {
    if (what === away) throw new Unavailable("The database");
  };
  let state: TicketState = {
    ...unknownTicket({ integrationId: 41, ticketId: "7" }, "ada", "open:1"),
    ...{
      key: "APP-7",
      cursor: "1",
      rev: 3,
      due: BEGUN + 2 * MINUTE,
      owner: { seen: { value: "ada", at: 100 }, shown: "ada", intents: [] },
    },
    ...over.state,
  };
  let watched: Watched = { ...place, until: 0, failure: null, paused: null, clock: { low: -500, high: 500, at: BEGUN }, ...over.watched };
  const issue = aGroup(
    5,
    {},
    { assignee: over.team ? { type: "team", id: 31 } : { type: "user", id: 7 }, assigneeSourceTime: 9_000_000, statusSourceTime: 0 },
  );
  const calls: string[] = [];
  const repaired: number[] = [];
  const looks = fakeSender<TicketLook>();
  let takes = 100;
  let during = () => {};
  let clock: Reading["clock"] = null;
  const passes = (call: string) => {
    calls.push(call);
    now += takes;
  };
  const bob = { id: "bob", name: "Bob", email: "bob@example.com" };
  const ticket = { id: "7", key: "APP-7", title: "", project: { id: "1", key: "APP" }, status: { id: "1", name: "Open", done: false } };
  let found: Updated[] = [];
  const tracker = {
    read: async () => {
      passes("read");
      during();
      const owner = { id: "ada", name: "Ada", email: "ada@example.com" };
      return { ticket: { ...ticket, owner }, news: { goesOn: true, entries: [], newest: "1" }, updated: 500, date: now, clock };
    },
    accountByEmail: async () => bob,
    account: async () => null,
    assign: async () => passes("assign"),
    comments: async () => [],
    comment: async () => {
      passes("comment");
      return "900";
    },
    teams: { field: async () => "customfield_1", set: async () => passes("team") },
    updated: async () => ({ tickets: found, next: null, clock: null }),
  } as Partial<Tracker> as Tracker;
  const config = { ...SYNC_OFF, sync_forward_assignment: over.on ?? true, sync_reverse_assignment: true, sync_comments: true };
  const team_field = { field: "customfield_1", teams: { 31: "core" } };
  const integration = {
    id: 41,
    ...place,
    status: "active",
    ourAccount: "us",
    installations: [{ organizationId: 11, status: "active", config: over.team ? { ...config, team_field } : config }],
  };
  const ports = {
    ...{ now: () => now, log: fakeLog(), looks, analyticsEvents: fakeSender(), trackers: { of: () => tracker } },
    integrations: { byExternalId: async () => integration, find: async () => integration },
    tickets: {
      read: async () => ({ state, links: [aLink(5, { ticketId: "7", hint: issue.state, notes })], watched }),
      commit: async ({ state: next, rev, dueAsRead }: { state: TicketState; rev: number; dueAsRead: number | null }) => {
        if (state.rev !== rev || state.due !== dueAsRead) return false;
        state = { ...next, rev: rev + 1 };
        return true;
      },
      update: async (_: unknown, change: (it: TicketState) => TicketState) => {
        reached("ticket");
        state = { ...change(state), rev: state.rev + 1 };
      },
      known: async () => [state],
      due: async (_: number, until: number, limit: number) => (state.due !== null && state.due <= until ? [state] : []).slice(0, limit),
    },
    groups: { getMany: async () => [issue], activity: async () => ({ type: "note", data: { text: "Seen" } }) },
    links: {
      byGroup: async () => [],
      rename: async () => {},
      setNotes: async (_: unknown, { sent, done = [] }: { sent?: PendingNote; done?: { version: number }[] }) => {
        reached("link");
        const left = notes.filter((it) => !done.some((one) => one.version === it.version));
        notes = left.map((it) => (it.version === sent?.version ? sent : it));
      },
    },
    watched: {
      list: async () => [watched],
      record: async (_: unknown, news: Partial<Watched>) => {
        watched = { ...watched, ...news };
      },
      repaired: async (_: unknown, { organizations }: { organizations: readonly number[] }) => {
        if (over.uncounted) throw new Error("the database is away");
        repaired.push(...organizations);
      },
    },
    userMappings: { byAccount: async () => null, byUser: async () => null },
    organizations: {
      member: async () => ({ userId: 7, name: "Bob", email: "bob@example.com", active: true, projects: [21] }),
      membersByEmail: async () => [],
    },
  } as unknown as ConvergePorts;
  return {
    ...{ ports, calls, looks, repaired },
    run: (more: Partial<TicketLook> = {}) => converge(ports, { ...look, ...more }),
    state: () => state,
    watched: () => watched,
    set: (it: {
      takes?: number;
      during?: () => void;
      found?: Updated[];
      state?: Partial<TicketState>;
      assign?: () => Promise<void>;
      clock?: Reading["clock"];
      notes?: PendingNote[];
      away?: string;
    }) => {
      notes = it.notes ?? notes;
      away = it.away ?? away;
      clock = it.clock ?? clock;
      takes = it.takes ?? takes;
      during = it.during ?? during;
      found = it.found ?? found;
      if (it.state) state = { ...state, ...it.state };
      if (it.assign) tracker.assign = it.assign;
    },
  };
}
