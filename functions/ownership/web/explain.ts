import { explainEvent } from "../../../core/ownership/explain-event.ts";
import { explanationSummary } from "../../../core/ownership/representation.ts";
import { findProject } from "../../../core/projects/find-project.ts";
import { events } from "../../adapters/dynamo/events.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { readProjectRules } from "../../adapters/dynamo/project-rules.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { api } from "../../edges/api.ts";

const ports = { events, organizations, readProjectRules };

/** GET /api/0/projects/{organization}/{project}/events/{event_id}/owners/: which rules match the event, which won, and why. */
export const handler = api("event:read", async ({ organization, params }) => {
  const project = await findProject({ projects }, organization.id, params.project ?? "");
  const place = { organizationId: organization.id, projectId: project.id };
  const [explanation, members, teams] = await Promise.all([
    explainEvent(ports, place, params.event_id ?? ""),
    organizations.members(organization.id),
    organizations.teams(organization.id),
  ]);
  return { body: explanationSummary(explanation, { members, teams }) };
});
