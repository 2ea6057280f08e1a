import { chosenProjects } from "../../core/projects/chosen-projects.ts";
import { findProject } from "../../core/projects/find-project.ts";
import type { Project } from "../../core/projects/project.ts";
import { projects } from "../adapters/dynamo/projects.ts";
import type { ApiRequest } from "../edges/api.ts";

/** Projects of which releases are read together at most. */
const MOST = 20;

/** The project of the path; else those of the query, of which the newest that were made are taken where there are very many. Throws NotFound. */
export async function projectsMeant({ organization, params, query }: ApiRequest): Promise<Project[]> {
  if (params.project !== undefined) return [await findProject({ projects }, organization.id, params.project)];
  const all = await projects.list(organization.id);
  const ids = new Set(chosenProjects(all, query));
  return all
    .filter((it) => ids.has(it.id))
    .sort((a, b) => b.createdAt - a.createdAt)
    .slice(0, MOST);
}
