import type { Projects } from "../../../core/projects/ports.ts";
import { KEEP_ALL, type Privacy } from "../../../core/projects/privacy.ts";
import type { Project, ProjectKey, Refused } from "../../../core/projects/project.ts";
import { warm } from "../warm.ts";
import { getItem } from "./client.ts";
import { keys, prefixes } from "./keys.ts";
import { projectKey } from "./project-keys.ts";
import { queryAll } from "./query.ts";

type Item = Record<string, unknown>;

export const projects: Projects = {
  list: async (organizationId) =>
    (await queryAll(keys.organization(organizationId).pk, prefixes.project)).filter(isActive).map(readProject),

  async byId(organizationId, projectId) {
    const item = await getItem(keys.project(organizationId, projectId));
    return item && isActive(item) ? readProject(item) : null;
  },

  async bySlug(organizationId, slug) {
    const item = await getItem(keys.projectSlug(organizationId, slug));
    return item ? projects.byId(organizationId, item.projectId as number) : null;
  },

  async keys(organizationId, projectId) {
    const items = await queryAll(keys.projectKey(organizationId, projectId, "").pk, prefixes.key);
    return items.map(({ pk: _pk, sk: _sk, ...key }) => key as ProjectKey);
  },

  key: projectKey,
};

/** A project that is being deleted is still there, and nobody sees it. */
const isActive = (item: Item): boolean => item.deletedAt === undefined;

/** The attribute of the first event comes with the first event. */
const readProject = (item: Item): Project => {
  const { id, slug, name, platform, createdAt, firstEventAt = null, teams, revision, privacy } = item as Project;
  const refused = readRefused(item);
  return {
    id,
    slug,
    name,
    platform,
    createdAt,
    firstEventAt,
    teams,
    ...(refused && { refused }),
    ...(privacy && { privacy }),
    ...(revision !== undefined && { revision }),
  };
};

const readRefused = ({ refusedAt: last, refusedRequests: requests = 0, refusedNewIssues: newIssues = 0 }: Item): Refused | null =>
  last === undefined ? null : ({ requests, newIssues, last } as Refused);

const wants = warm<Privacy>(60_000);

/** What a project wants of privacy; kept 60 s while the function is warm: every event is read by it. */
export const projectPrivacy = async (organizationId: number, projectId: number): Promise<Privacy> =>
  (await wants(String(projectId), async () => (await projects.byId(organizationId, projectId))?.privacy ?? KEEP_ALL)) ?? KEEP_ALL;

/** For what this process has changed itself. */
export const forgetPrivacy = (projectId: number): void => wants.forget(String(projectId));
