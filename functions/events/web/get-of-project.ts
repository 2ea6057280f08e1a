import { findBeside } from "../../../core/events/find-beside.ts";
import { findEvent } from "../../../core/events/find-event.ts";
import { eventDetail } from "../../../core/events/representation.ts";
import { findProject } from "../../../core/projects/find-project.ts";
import { events } from "../../adapters/dynamo/events.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { api } from "../../edges/api.ts";

/** GET /api/0/projects/{organization}/{project}/events/{event_id}/: one event of a project. */
export const handler = api("event:read", async ({ organization, params }) => {
  const project = await findProject({ projects }, organization.id, params.project ?? "");
  const event = await findEvent({ events }, organization.id, project.id, params.event_id ?? "");
  return { body: eventDetail(event, await findBeside({ events }, event)) };
});
