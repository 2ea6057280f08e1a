import { expect } from "vitest";
import type { ErrorEvent } from "../../core/events/event.ts";
import { ingest } from "../../core/events/ingest.ts";
import type { OwnerEvaluation } from "../../core/messages.ts";
import { rememberRelease as remember } from "../../core/releases/save-release.ts";
import { fakeEscalations } from "./fake-escalations.ts";
import { countingIds, fakeEvents } from "./fake-events.ts";
import { fakeIntake } from "./fake-intake.ts";
import { fakeOwnerCaches } from "./fake-owner-caches.ts";
import { fakeReleases } from "./fake-releases.ts";
import { fakeGroups, fakeLog, fakeSender } from "./fakes.ts";
import { normalized, RECEIVED_AT } from "./sdk-events.ts";

export const key = { organizationId: 11, projectId: 22 };
export const anEvent = (id: number, message = "boom") => normalized({ event_id: String(id).padStart(32, "0"), message, level: "warning" });

/** Ingest over everything in memory; `race` runs once, between a group's lookup and its creation. */
export function setUpIngest(race?: () => void) {
  const events = fakeEvents(race);
  const ids = countingIds(500);
  const log = fakeLog();
  const groups = fakeGroups();
  const caches = fakeOwnerCaches();
  const ownerEvaluations = fakeSender<OwnerEvaluation>();
  const { intake, refusals, ...limits } = fakeIntake();
  const owners = { ownerCaches: caches.port, ownerEvaluations };
  const releases = fakeReleases().port;
  const rememberRelease = (place: typeof key, named: { version: string; at: number }) => remember({ releases }, place, named);
  const ports = {
    releases,
    rememberRelease,
    events: events.port,
    groups: groups.port,
    escalations: fakeEscalations().port,
    searchIndex: { saw: async () => {} },
    ids,
    log,
    intake,
    refusals,
    ...owners,
    now: () => RECEIVED_AT,
  };
  const of = (event: ErrorEvent, place = key) => ({ v: 1 as const, ...place, event, receivedAt: RECEIVED_AT });
  /** Together, and answers what is wrong with each; or what may have been delivered before. */
  const sendAll = (...all: ErrorEvent[]) => deliver(all, false);
  const deliver = (all: readonly ErrorEvent[], again = true) =>
    ingest(
      ports,
      all.map((it) => of(it)),
      again,
    );
  /** Alone, and answers where it is now. */
  const send = async (event: ErrorEvent, place = key) => {
    expect(await ingest(ports, [of(event, place)], false)).toEqual([null]);
    return events.stored.get(`${place.organizationId}/${place.projectId}/${event.id}`)?.groupId;
  };
  return {
    ...events,
    ...limits,
    ids,
    log,
    ports,
    groupRows: groups.rows,
    caches: caches.port,
    evaluations: ownerEvaluations.sent,
    send,
    sendAll,
    deliver,
  };
}
