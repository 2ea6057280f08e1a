import type { AnalyticsEvent } from "../messages.ts";
import { isRefused, TrackerFailure } from "../trackers/failure.ts";
import type { Integration } from "../trackers/integration.ts";
import type { Tracker } from "../trackers/ports.ts";
import { type FieldName, later, type Register, type Word } from "./register.ts";
import { type ConvergePorts, namesOf, type Round } from "./run.ts";
import type { StatusSaying } from "./status-words.ts";
import type { Intent, Known, TicketState } from "./ticket-state.ts";
import { noteFailure, pauseAfter, waiting } from "./waiting.ts";

/** A write that is to be made: what for which decision, how, and how people read it in the tracker once it is made. */
export type Write = {
  field: FieldName;
  value: Word;
  shows: Partial<TicketState["shows"]>;
  decision: Register;
  act: (tracker: Tracker) => Promise<void>;
  /** More has to be written before the ticket is as it was decided. */
  isStep?: boolean;
};
export type Written = { write: Write; key: string; outcome: "done" | "refused" | "unknown" };

/** `sync_assignee_outbound` (behaviour §2.14): the ticket gets this account, or nobody. */
export const syncAssigneeOutbound = (ticket: string, account: { id: Word; name: string | null }, decision: Register): Write => ({
  ...{ field: "owner", value: account.id, shows: { owner: account.name }, decision },
  act: (tracker) => tracker.assign(ticket, account.id),
});

/** `sync_status_outbound` (behaviour §2.8): the ticket goes to the status that is mapped to the decision. */
export const syncStatusOutbound = (ticket: string, value: Word, decision: Register, said: StatusSaying): Write => ({
  ...{ field: "status", value, shows: "transition" in said ? { status: said.transition.name } : {}, decision },
  act: (tracker) => transitionIssue(tracker, ticket, said),
  isStep: "isStep" in said && said.isStep,
});

/** `transition_issue` (behaviour §2.8): the way was read from the tracker just before; a workflow that has moved on meanwhile refuses it. */
async function transitionIssue(tracker: Tracker, ticket: string, said: StatusSaying): Promise<void> {
  if ("transition" in said) await tracker.transition(ticket, said.transition);
}

/** What is known of a ticket once the writes are announced: whatever becomes of them, they can be told from what people do. */
export function announced(state: TicketState, writes: readonly Write[], key: string, now: number): TicketState {
  const after = { ...state };
  for (const { field, value, decision } of writes) {
    const intent: Intent = { key: `${key}${field}`, value, word: decision.value, at: decision.at, sent: now, answered: null };
    after[field] = { ...after[field], intents: [...state[field].intents, intent] };
  }
  return after;
}

/**
 * Makes the writes that were announced, one after the other. After one that did not come to an end the others are not made, which is as if
 * they had been refused. Answers what became of each, and the first failure.
 */
export async function carryOut(tracker: Tracker, writes: readonly Write[], key: string) {
  const written: Written[] = [];
  let failure: TrackerFailure | null = null;
  for (const write of writes) {
    const of = { write, key: `${key}${write.field}` };
    if (failure && !isRefused(failure)) {
      written.push({ ...of, outcome: "refused" });
      continue;
    }
    try {
      await write.act(tracker);
      written.push({ ...of, outcome: "done" });
    } catch (error) {
      if (!(error instanceof TrackerFailure)) throw error;
      // What was refused never comes; of what was not answered nobody knows.
      written.push({ ...of, outcome: isRefused(error) ? "refused" : "unknown" });
      failure ??= error;
    }
  }
  return { written, failure };
}

/** What is known of a ticket after the tracker's answers. Whoever has read it since knows better what it shows. */
export function answered(state: TicketState, written: readonly Written[], { rev, now }: { rev: number; now: number }): TicketState {
  const after = { ...state };
  for (const { write, key, outcome } of written) {
    const known: Known = after[write.field];
    const own = known.intents.find((it) => it.key === key);
    // Somebody has found it in the ticket's history meanwhile, and knows more than we do.
    if (outcome === "unknown" || !own) continue;
    const others = known.intents.filter((it) => it !== own);
    if (outcome === "refused") {
      after[write.field] = { ...known, intents: others };
      continue;
    }
    const isNewest = state.rev === rev;
    after[write.field] = {
      ...known,
      seen: later(write.decision, known.seen) ? write.decision : known.seen,
      shown: isNewest ? write.value : known.shown,
      intents: [...others, { ...own, answered: now }],
    };
    if (isNewest) Object.assign(after, { seenAt: now, shows: { ...after.shows, ...write.shows } });
  }
  return after;
}

/** Makes the writes that were announced, and keeps what became of them: whether all were made. From here on nothing is needed: a run that dies has announced. */
export async function write(
  ports: ConvergePorts,
  round: Round,
  writes: readonly Write[],
  { due, settled }: { due: number | null; settled: number | null },
): Promise<boolean> {
  const { look, tracker, state, linked, integration } = round;
  const { written, failure } = await carryOut(tracker, writes, `${state.rev}`);
  const pause = failure && pauseAfter(failure, round.watched, ports.now());
  await ports.tickets.update(look, (it) => {
    const after = answered(it, written, { rev: state.rev + 1, now: ports.now() });
    if (failure) return waiting(after, failure, ports.now(), pause?.until ?? null);
    return { ...after, waits: 0, waiting: null, due: it.due === due ? settled : it.due };
  });
  if (failure) await noteFailure(ports, round, failure);
  const done = written.filter((it) => it.outcome === "done");
  for (const { write: it, outcome } of written)
    for (const names of namesOf(round)) ports.log.info("sync.written", { ...names, decision: `${it.field}@${it.decision.at}`, outcome });
  const organizations = new Set(linked.map((it) => it.link.organizationId));
  await ports.analyticsEvents.send(
    done.flatMap(({ write: it, key }) =>
      [...organizations].map((organizationId) =>
        synced(integration, { organizationId, ticketId: look.ticketId, key, field: it.field, now: ports.now() }),
      ),
    ),
  );
  return failure === null;
}

type Synced = { organizationId: number; ticketId: string; key: string; field: FieldName; now: number };

/** `integration.issue.…synced` (behaviour §10.2): once for each write. */
const synced = ({ id, provider }: Integration, { organizationId, ticketId, key, field, now }: Synced): AnalyticsEvent => ({
  ...{
    v: 1,
    id: `${id}:${ticketId}:${key}:synced`.slice(0, 200),
    type: `integration.issue.${field === "owner" ? "assignee" : "status"}.synced`,
  },
  ...{ organizationId, timestamp: now, data: { provider, id, organization_id: organizationId } },
});
