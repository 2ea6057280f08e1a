import type { StoredEvent } from "./event.ts";
import type { Events } from "./ports.ts";
import type { Beside } from "./representation.ts";

/** The events of its issue next to one in time. Throws Unavailable. */
export async function findBeside({ events }: { events: Pick<Events, "beside"> }, stored: StoredEvent): Promise<Beside> {
  const { organizationId, groupId, event } = stored;
  const [older, newer] = await Promise.all([
    events.beside(organizationId, groupId, event, "older"),
    events.beside(organizationId, groupId, event, "newer"),
  ]);
  return { older, newer };
}
