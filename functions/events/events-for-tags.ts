import { NotFound } from "../../core/errors.ts";
import type { StoredEvent } from "../../core/events/event.ts";
import { COUNTED_FOR_TAGS } from "../../core/events/tag-summaries.ts";
import { findGroupId } from "../../core/issues/find-group.ts";
import { events } from "../adapters/dynamo/events.ts";
import { groups } from "../adapters/dynamo/groups.ts";

/** The newest events of an issue, by its id or short id: a request, which answers a megabyte at most. Throws NotFound. */
export async function eventsForTags(organizationId: number, issue: string): Promise<StoredEvent[]> {
  const groupId = await findGroupId({ groups }, organizationId, issue);
  const [found, { items }] = await Promise.all([
    groups.get(organizationId, groupId),
    events.list(organizationId, groupId, { limit: COUNTED_FOR_TAGS }),
  ]);
  if (!found) throw new NotFound("There is no such issue in this organization, by id or by short id.");
  return items;
}
