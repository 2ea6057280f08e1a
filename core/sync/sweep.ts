import type { TicketLook } from "../messages.ts";
import type { Ports, Sender } from "../ports.ts";
import { TrackerFailure } from "../trackers/failure.ts";
import { isAnythingOn } from "../trackers/integration.ts";
import type { Integrations, Trackers, Watched, WatchedTrackers } from "../trackers/ports.ts";
import type { Updated } from "../trackers/ticket.ts";
import { isNews, narrowed } from "./clock.ts";
import type { Tickets } from "./ports.ts";
import { comparingCause } from "./run.ts";
import type { TicketState } from "./ticket-state.ts";
import { MINUTE_MS, pauseAfter } from "./waiting.ts";

type DuePorts = Pick<Ports, "now" | "log"> & { tickets: Tickets; watched: WatchedTrackers; looks: Sender<TicketLook> };

/** What one tracker is asked to look at in a minute at most; of one that did not answer the last time only this one, to see. */
const AT_ONCE = 100;

/** Every minute: tickets whose time has come are looked at. A tracker that is left alone is left alone as a whole. */
export async function lookAtDue(ports: DuePorts): Promise<void> {
  const now = ports.now();
  let count = 0;
  for (const { provider, externalId, integrationId, paused } of await ports.watched.list()) {
    if (paused && paused.until > now) continue;
    const due = await ports.tickets.due(integrationId, now, paused ? 1 : AT_ONCE);
    // The same message while the same look is waited for, however often it is due.
    await ports.looks.send(
      due.map((it) => ({
        v: 1,
        provider,
        externalId,
        integrationId,
        ticketId: it.ticketId,
        cause: `due:${it.due}:${Math.floor(now / MINUTE_MS)}`,
      })),
    );
    count += due.length;
  }
  if (count > 0) ports.log.info("sync.due", { count });
}

type SearchPorts = DuePorts & { integrations: Integrations; trackers: Trackers };

/** Asked for beyond what is needed: trackers count whole minutes, and what is being written is not found yet. */
const OVERLAP_MINUTES = 2;
/** A week; what a tracker that could not be asked for longer changed before that is left to the next change. */
const LONGEST_MINUTES = 7 * 24 * 60;
const PAGES = 20;

/**
 * Every quarter of an hour, for one tracker: whatever it changed without our hearing of it is looked at, as webhooks are lost and most
 * trackers do not send one twice. One call for 100 tickets. One that cannot be asked is asked the next time, for all of it, and what is
 * wrong stands with the integration. Throws Unavailable.
 */
export async function lookForMissed(ports: SearchPorts, one: Watched): Promise<void> {
  const begun = ports.now();
  const integration = await ports.integrations.byExternalId(one.provider, one.externalId);
  const tracker = integration?.status === "active" ? ports.trackers.of(integration) : null;
  if (!integration || !tracker || !isAnythingOn(integration) || (one.paused && one.paused.until > begun)) return;
  const minutes = Math.min(Math.ceil((begun - one.until) / MINUTE_MS) + OVERLAP_MINUTES, LONGEST_MINUTES);
  try {
    let cursor: string | null = null;
    let clock: Watched["clock"] = null;
    for (let page = 0; page < PAGES; page++) {
      const found: Awaited<ReturnType<typeof tracker.updated>> = await tracker.updated({ minutes, cursor });
      const known = new Map(
        (
          await ports.tickets.known(
            integration.id,
            found.tickets.map((it) => it.id),
          )
        ).map((it) => [it.ticketId, it]),
      );
      const missed = found.tickets.filter((it) => isMissed(known.get(it.id), it));
      const { provider, externalId } = one;
      await ports.looks.send(
        missed.map((it) => ({
          v: 1,
          provider,
          externalId,
          integrationId: integration.id,
          ticketId: it.id,
          cause: comparingCause(it.updated, begun),
        })),
      );
      if (missed.length > 0) ports.log.info("sync.missed", { integration: integration.id, count: missed.length });
      if (page === 0 && isNews(one.clock, found.clock)) clock = narrowed(one.clock, found.clock);
      cursor = found.next;
      if (cursor === null) break;
    }
    await ports.watched.record(one, { failure: null, paused: null, ...(clock && { clock }), ...(cursor === null && { until: begun }) });
  } catch (error) {
    if (!(error instanceof TrackerFailure)) throw error;
    const { kind, message, todo } = error;
    if (one.failure?.kind !== kind) ports.log.warn("tracker.away", { integration: integration.id, reason: kind, outcome: "waits" });
    const paused = pauseAfter(error, one, ports.now());
    await ports.watched.record(one, {
      failure: { at: one.failure?.at ?? ports.now(), kind, text: `${message} ${todo}` },
      ...(paused && { paused }),
    });
  }
}

/** Of a linked ticket: its time or what it shows is not what we know of it, or it is called otherwise, or had been gone. */
const isMissed = (known: TicketState | undefined, { key, updated, owner, status }: Updated): boolean =>
  known !== undefined &&
  (known.updated !== updated ||
    known.owner.shown !== owner ||
    known.status.shown !== status ||
    known.key !== key ||
    known.closedAt !== null);
