import { NotFound } from "../errors.ts";
import type { StoredEvent } from "./event.ts";
import type { Events } from "./ports.ts";

/** The event of a project that a path names: by its id, with or without dashes, in any letter case. Throws NotFound. */
export async function findEvent(
  { events }: { events: Pick<Events, "find"> },
  organizationId: number,
  projectId: number,
  text: string,
): Promise<StoredEvent> {
  const id = text.replaceAll("-", "").toLowerCase();
  const found = /^[0-9a-f]{32}$/.test(id) ? await events.find(organizationId, projectId, id) : null;
  if (!found) throw new NotFound("There is no such event here, or it is older than 90 days.");
  return found;
}
