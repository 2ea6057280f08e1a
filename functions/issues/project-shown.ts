import type { Project } from "../../core/projects/project.ts";
import { projects } from "../adapters/dynamo/projects.ts";
import { warm } from "../adapters/warm.ts";

const named = warm<Project>(60_000);

/** The project that an issue is shown with: its name and slug may be a minute old. */
export const projectShown = (organizationId: number, projectId: number): Promise<Project | null> =>
  named(`${organizationId}:${projectId}`, () => projects.byId(organizationId, projectId));
