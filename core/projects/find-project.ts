import { NotFound } from "../errors.ts";
import { SLUG } from "../organizations/organization.ts";
import type { Projects } from "./ports.ts";
import type { Project } from "./project.ts";

/** The project that a path names by slug or id. Throws NotFound. */
export async function findProject({ projects }: { projects: Projects }, organizationId: number, text: string): Promise<Project> {
  const found = await read(projects, organizationId, text.toLowerCase());
  if (!found) throw new NotFound("There is no such project in this organization, by slug or by id.");
  return found;
}

async function read(projects: Projects, organizationId: number, text: string): Promise<Project | null> {
  if (/^\d{1,16}$/.test(text)) return projects.byId(organizationId, Number(text));
  return SLUG.test(text) ? projects.bySlug(organizationId, text) : null;
}
