import { listedAs } from "../../../core/events/representation.ts";
import { findProject } from "../../../core/projects/find-project.ts";
import { events } from "../../adapters/dynamo/events.ts";
import { projects } from "../../adapters/dynamo/projects.ts";
import { publicUrl } from "../../adapters/settings.ts";
import { api } from "../../edges/api.ts";
import { linkHeader, page } from "../../edges/pagination.ts";

/** GET /api/0/projects/{organization}/{project}/events/: the events of a project, newest first; whole with `full`. */
export const handler = api("event:read", async (request) => {
  const { organization, params, query } = request;
  const project = await findProject({ projects }, organization.id, params.project ?? "");
  const { items, next } = await events.listByProject(organization.id, project.id, page(request, { default: 25, max: 100 }));
  return { headers: { link: linkHeader(request, publicUrl(), next) }, body: items.map(listedAs(query.get("full"))) };
});
