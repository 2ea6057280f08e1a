import type { TicketLook } from "../../../core/messages.ts";
import type { HearPorts } from "../../../core/sync/hear.ts";
import type { Tickets } from "../../../core/sync/ports.ts";
import type { FieldName } from "../../../core/sync/register.ts";
import type { ConvergePorts } from "../../../core/sync/run.ts";
import { TrackerFailure } from "../../../core/trackers/failure.ts";
import type { Tracker } from "../../../core/trackers/ports.ts";
import { isDone, TOLD } from "./jira.ts";
import { MINUTE, SECOND } from "./random.ts";
import type { Each } from "./surroundings.ts";
import type { Whole } from "./table.ts";
import { A } from "./tenants.ts";

/** One run of a Lambda; null for what nothing happens to. */
type Run = { ends: number; killed: () => void } | null;
/** How a run ends that was ended. */
export class Killed extends Error {}

const CALL = 10 * SECOND;

/** The ports of one run: each call to the outside takes its time, after which anything may have happened, its own end included. */
export function portsOf(world: Whole, run: Run): ConvergePorts & HearPorts {
  const { table, jira, people } = world;
  /** `begin` is given how to answer. The run is between calls meanwhile. */
  const call = <T>(begin: (answer: (value: T | TrackerFailure) => void) => void, unheard = () => {}): Promise<T> =>
    new Promise((resolve, reject) => {
      if (!run) throw new Error("only a run has calls");
      world.running--;
      const dies = () => {
        run.killed();
      };
      if (world.chance(world.faults.kill) || world.now > run.ends) return dies();
      const isLast = world.chance(world.faults.kill);
      begin((value) => {
        if (isLast || world.now > run.ends) {
          unheard();
          return dies();
        }
        world.running++;
        if (value instanceof TrackerFailure) reject(value);
        else resolve(value);
      });
    });
  const stored = <T>(act: () => T): Promise<T> => {
    if (!run) return Promise.resolve(act());
    const takes = world.faults.slow && world.chance(0.05) ? world.between(1000, 20 * SECOND) : world.latency();
    return call<T>((answer) => world.after(takes, () => answer(act())));
  };

  /** Which decision the ticket had that was read last. */
  let read: Each<number> = { owner: -1, status: -1 };
  const tickets: Tickets = {
    read: (place) => stored(() => table.read(place.ticketId)),
    known: async (_id, wanted) => wanted.flatMap((it) => table.items.get(it) ?? []),
    commit: (commit) => stored(() => table.commit(commit, read)),
    learn: async () => {},
    update: (place, change) => stored(() => table.update(place.ticketId, change)),
    forget: async () => {},
    expect: async ({ ticketId }, due) => {
      const item = table.items.get(ticketId);
      if (item) table.items.set(ticketId, { ...item, due });
    },
    due: async (_id, now, limit) => [...table.items.values()].filter(({ due }) => due !== null && due <= now).slice(0, limit),
  };
  const way = () => (world.faults.slow && world.chance(0.1) ? world.between(500, 9000) : world.between(20, 300));
  const tracker: Partial<Tracker> = {
    read: (id, after) => {
      world.calls.get++;
      const sent = world.now;
      return call((answer) =>
        world.after(way(), () => {
          const ticket = jira.tickets.get(id)!;
          const failure = jira.failure() ?? (ticket.exists ? null : { kind: "not_found" as const });
          const date = jira.date();
          const reading = failure ? null : jira.reading(ticket, after, { sent, date });
          const tags = { ...ticket.tags };
          world.after(way(), () => {
            if (world.now - sent > CALL) return answer(jira.fail({ kind: "timeout" }));
            if (!reading) return answer(jira.fail(failure!));
            read = tags;
            answer({ ...reading, clock: { low: date - world.now, high: date + SECOND - sent, at: world.now } });
          });
        }),
      );
    },
    assign: (id, account) => put(id, "owner", account),
    transition: (id, { id: to }) => put(id, "status", to),
    transitions: async (id) =>
      jira.tickets.get(id)!.values.status === "locked" && people.locked
        ? []
        : ["open", "done"].map((it) => ({ id: it, to: { id: it, name: it, done: isDone(it) }, required: [] })),
    account: async (id) => (id === "a2" ? { id, name: id, email: TOLD } : null),
    accountByEmail: async (_ticket, email) => (email === TOLD ? { id: "a2", name: "a2", email } : null),
    updated: async () => {
      const failure = jira.failure();
      if (failure) throw jira.fail(failure);
      return {
        tickets: jira.updated(),
        next: null,
        clock: { low: jira.date() - world.now, high: jira.date() + SECOND - world.now + 1, at: world.now },
      };
    },
    comments: async () => [],
  };
  /** A request may be lost, its answer may be lost, and it may be carried out minutes after nobody waits for it any more. */
  function put(id: string, field: FieldName, value: string | null): Promise<void> {
    const tag = table.writing(id, field, jira.portValue(field, value));
    const fate = world.chance(world.faults.put) ? ["lost", "unheard", "slow", "refused"][Math.floor(world.random() * 4)]! : "done";
    const allows = () => field === "owner" || jira.tickets.get(id)!.values.status !== "locked" || !people.locked;
    let isFaulty = false;
    const faulty = () => {
      if (!isFaulty) world.count("faulty", id);
      isFaulty = true;
    };
    return call<void>((answer) => {
      world.calls.put++;
      world.log.push({ ticket: id, field, value, at: world.now, ours: true, own: true });
      world.count("writes", id);
      world.after(world.between(20, 800), () => {
        const fault = jira.failure();
        const isRefusal = fault !== null && ["limited", "unauthorized", "not_found"].includes(fault.kind);
        const refused = !allows() || !jira.tickets.get(id)!.exists || fate === "refused" || isRefusal;
        if (refused || fault || fate !== "done") faulty();
        const unanswered = () => world.after(CALL, () => answer(jira.fail({ kind: "timeout" })));
        if (refused) return world.after(50, () => answer(jira.fail({ kind: "rejected" })));
        const act = () => {
          if (!allows()) return;
          world.lastWrite = world.now;
          jira.change(id, { [field]: value }, true, { [field]: tag });
        };
        if (fate === "lost" || fault) return unanswered();
        if (fate === "slow") {
          world.after(world.between(100, 10 * MINUTE), act);
          return unanswered();
        }
        act();
        return fate === "unheard" ? unanswered() : world.after(world.between(10, 800), () => answer(undefined));
      });
    }, faulty);
  }
  const nothing = () => {};
  return {
    tickets,
    now: world.hostClock,
    log: { info: nothing, warn: nothing, error: nothing, metric: nothing },
    looks: {
      send: async (looks: readonly TicketLook[]) => {
        for (const it of looks) world.enqueue(it.ticketId, { kind: "look" });
      },
    },
    integrations: {
      byExternalId: async () => people.integration(),
      find: async () => people.integration(),
    } as unknown as ConvergePorts["integrations"],
    trackers: { of: () => tracker as Tracker },
    organizations: {
      member: async (organization: number, userId: number) => people.member(organization, userId),
      members: async () => [],
      membersByEmail: async (organization: number, email: string) => (organization === A && email === TOLD ? [people.member(A, 2)] : []),
    } as unknown as ConvergePorts["organizations"],
    userMappings: {
      byAccount: async (organization: number, _id: number, account: string) =>
        organization === A && account === "a2" ? null : people.userOf(organization, account),
      byUser: async (organization: number, _id: number, userId: number) =>
        organization === A && userId === 2 ? null : people.accountOf(organization, userId),
    } as unknown as ConvergePorts["userMappings"],
    watched: {
      list: async () => [table.watched],
      find: async () => table.watched,
      findAll: async (all) => all.map(() => table.watched),
      record: async (_place, news) => {
        table.watched = { ...table.watched, ...news };
      },
      repaired: async () => {},
    },
    links: {
      byGroup: async (_id: number, group: number) => table.links.filter((it) => it.groupId === group),
      rename: async () => {},
      setNotes: async () => {},
    } as unknown as ConvergePorts["links"],
    groups: {
      getMany: async (_id: number, ids: readonly number[]) => ids.map((it) => ({ ...table.groups.get(it)! })),
    } as unknown as ConvergePorts["groups"],
    releases: { newest: async () => null },
    analyticsEvents: { send: async () => {} },
  };
}
