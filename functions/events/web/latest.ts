import { NotFound } from "../../../core/errors.ts";
import { findBeside } from "../../../core/events/find-beside.ts";
import { eventDetail } from "../../../core/events/representation.ts";
import { findGroupId } from "../../../core/issues/find-group.ts";
import { events } from "../../adapters/dynamo/events.ts";
import { groups } from "../../adapters/dynamo/groups.ts";
import { api } from "../../edges/api.ts";

/** GET …/issues/{issue}/events/latest/: the newest event of an issue. */
export const handler = api("event:read", async ({ organization, params }) => {
  const groupId = await findGroupId({ groups }, organization.id, params.issue ?? "");
  const event = await events.latest(organization.id, groupId);
  if (!event) throw new NotFound("The issue has no event.");
  return { body: eventDetail(event, await findBeside({ events }, event)) };
});
