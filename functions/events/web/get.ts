import { NotFound } from "../../../core/errors.ts";
import { findBeside } from "../../../core/events/find-beside.ts";
import { findEvent } from "../../../core/events/find-event.ts";
import { eventDetail } from "../../../core/events/representation.ts";
import { findGroupId } from "../../../core/issues/find-group.ts";
import { events } from "../../adapters/dynamo/events.ts";
import { groups } from "../../adapters/dynamo/groups.ts";
import { api } from "../../edges/api.ts";

/** GET …/issues/{issue}/events/{event_id}/: one event of an issue. */
export const handler = api("event:read", async ({ organization, params }) => {
  const issue = await groups.get(organization.id, await findGroupId({ groups }, organization.id, params.issue ?? ""));
  if (!issue) throw new NotFound("There is no such issue in this organization, by id or by short id.");
  const event = await findEvent({ events }, organization.id, issue.group.projectId, params.event_id ?? "");
  if (event.groupId !== issue.group.id) throw new NotFound("The event is of another issue.");
  return { body: eventDetail(event, await findBeside({ events }, event)) };
});
