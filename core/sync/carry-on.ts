import type { AnalyticsEvent } from "../messages.ts";
import type { TrackerFailure } from "../trackers/failure.ts";
import type { Integration } from "../trackers/integration.ts";
import { answered, carryOut, type Write } from "./outbound.ts";
import type { FieldName } from "./register.ts";
import { type ConvergePorts, named, type Round } from "./run.ts";
import { pauseAfter, waiting } from "./waiting.ts";

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
    for (const names of named(linksOf(round), state.key))
      ports.log.info("sync.written", { ...names, decision: `${it.field}@${it.decision.at}`, outcome });
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

/** The ticket waits, and the tracker with it where that is what does not answer. */
export async function wait(ports: ConvergePorts, round: Round, failure: TrackerFailure): Promise<void> {
  const pause = pauseAfter(failure, round.watched, ports.now());
  await ports.tickets.update(round.look, (it) => waiting(it, failure, ports.now(), pause?.until ?? null));
  await noteFailure(ports, round, failure);
}

const linksOf = ({ linked }: Round) => linked.map((it) => it.link);

/** Said once: of a ticket while it waits for the same, of a tracker while it is away. */
async function noteFailure(ports: ConvergePorts, round: Round, failure: TrackerFailure): Promise<void> {
  const { look, integration, state, watched } = round;
  const { kind, message, todo } = failure;
  const paused = pauseAfter(failure, watched, ports.now());
  const isKnown = paused ? watched?.failure?.kind === kind : state.waiting?.kind === kind;
  if (!isKnown)
    for (const names of named(linksOf(round), state.key))
      ports.log.warn(paused ? "tracker.away" : "sync.waits", { ...names, integration: integration.id, reason: kind, outcome: "waits" });
  if (!paused) return;
  const at = watched?.failure?.at ?? ports.now();
  await ports.watched.record(look, { paused, failure: { at, kind, text: `${message} ${todo}` } });
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
