import { NotFound } from "../errors.ts";
import type { Ports } from "../ports.ts";
import type { Project } from "./project.ts";

/** The project that a path names by slug or id. Throws NotFound. */
export async function findProject({ projects }: Pick<Ports, "projects">, organizationId: number, text: string): Promise<Project> {
  const found = /^\d{1,16}$/.test(text)
    ? await projects.byId(organizationId, Number(text))
    : await projects.bySlug(organizationId, text.toLowerCase());
  if (!found) throw new NotFound();
  return found;
}
