import type { Project, ProjectKey } from "./project.ts";

export type Projects = {
  list(organizationId: number): Promise<Project[]>;
  byId(organizationId: number, projectId: number): Promise<Project | null>;
  bySlug(organizationId: number, slug: string): Promise<Project | null>;
  keys(organizationId: number, projectId: number): Promise<ProjectKey[]>;
  /** The key with this public part, whatever organization it is of. May be up to 60 s old. */
  key(publicKey: string): Promise<ProjectKey | null>;
};
