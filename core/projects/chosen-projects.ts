import { NotFound } from "../errors.ts";
import type { Project } from "./project.ts";

/** Ids of the projects that repeated `project` parameters name by slug or id; all where none is named or -1. Throws NotFound. */
export function chosenProjects(projects: readonly Project[], query: URLSearchParams): number[] {
  const named = query.getAll("project").filter((it) => it !== "-1");
  const isNamed = (text: string) => (it: Project) => it.slug === text || String(it.id) === text;
  if (!named.every((text) => projects.some(isNamed(text))))
    throw new NotFound("A project that was named is not in this organization, by slug or by id.");
  return projects.filter((it) => named.length === 0 || named.some((text) => isNamed(text)(it))).map((it) => it.id);
}
