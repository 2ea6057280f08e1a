import type { Team } from "../organizations/organization.ts";
import { dsn, type Project, type ProjectKey } from "./project.ts";

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** A project as the Web API shows it. */
export function projectSummary(project: Project, teams: readonly Pick<Team, "id" | "slug" | "name">[]) {
  const own = teams.filter((it) => project.teams.includes(it.id)).map(({ id, slug, name }) => ({ id: String(id), slug, name }));
  return {
    id: String(project.id),
    slug: project.slug,
    name: project.name,
    platform: project.platform,
    dateCreated: iso(project.createdAt),
    firstEvent: project.firstEventAt === null ? null : iso(project.firstEventAt),
    status: "active",
    isBookmarked: false,
    isMember: true,
    hasAccess: true,
    isPublic: false,
    isInternal: false,
    features: [],
    ...(own[0] && { team: own[0] }),
    teams: own,
    avatar: { avatarType: "letter_avatar", avatarUuid: null },
  };
}

export function keySummary(key: ProjectKey, publicUrl: string) {
  return {
    id: key.id,
    name: key.name,
    label: key.name,
    public: key.publicKey,
    projectId: key.projectId,
    isActive: key.active,
    dsn: { public: dsn(publicUrl, key) },
    dateCreated: iso(key.createdAt),
  };
}
