import { NotFound } from "../../core/errors.ts";
import type { StoredEvent } from "../../core/events/event.ts";
import { findEvent } from "../../core/events/find-event.ts";
import type { Group } from "../../core/issues/group.ts";
import { events } from "../adapters/dynamo/events.ts";

/** An event of an issue, and whether it is the newest or the oldest that is kept, as far as is known. */
export type EventShown = { stored: StoredEvent; isNewest: boolean; isOldest: boolean };
/** Which one is wanted: by its id or as `oldest`, or the one before or after another. */
export type EventAsked = { event: string | null; older: string | null; newer: string | null };

export const eventAsked = (query: URLSearchParams): EventAsked => ({
  event: query.get("event"),
  older: query.get("older"),
  newer: query.get("newer"),
});

/** The event that is asked for, else the newest; null where none is kept any more. Where nothing is beside one it is that one itself. */
export async function eventShown(group: Group, { event, older, newer }: EventAsked): Promise<EventShown | null> {
  const { organizationId, id, projectId } = group;
  const named = older ?? newer ?? (event === "oldest" ? null : event);
  const from = named === null ? null : await findOf(organizationId, projectId, id, named);
  const beside = (way: "older" | "newer") => events.beside(organizationId, id, from?.event ?? null, way);
  const isStep = from !== null && named !== event;
  const found = event === "oldest" ? await beside("newer") : isStep ? await beside(older === null ? "newer" : "older") : from;
  const stored = found ?? from ?? (await events.latest(organizationId, id));
  if (!stored) return null;
  const isEnd = isStep && found === null;
  return {
    stored,
    isNewest: stored.event.timestamp >= group.lastSeen || (isEnd && older === null),
    isOldest: event === "oldest" || stored.event.timestamp <= group.firstSeen || (isEnd && older !== null),
  };
}

async function findOf(organizationId: number, projectId: number, groupId: number, id: string): Promise<StoredEvent | null> {
  try {
    const found = await findEvent({ events }, organizationId, projectId, id);
    return found.groupId === groupId ? found : null;
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}
