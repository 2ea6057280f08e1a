import type { Organization, Team } from "../organizations/organization.ts";
import { organizationSummary } from "../organizations/representation.ts";
import { KEEP_ALL } from "./privacy.ts";
import { dsn, type Project, type ProjectKey, type Refused } from "./project.ts";
import { FIXED_SETTINGS, NOT_COLLECTED } from "./unused-features.ts";

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** A project as the Web API shows it. */
export function projectSummary(project: Project, teams: readonly Pick<Team, "id" | "slug" | "name">[]) {
  const own = teams.filter((it) => project.teams.includes(it.id)).map(({ id, slug, name }) => ({ id: String(id), slug, name }));
  return {
    id: String(project.id),
    slug: project.slug,
    name: project.name,
    platform: project.platform,
    platforms: project.platform === null ? [] : [project.platform],
    dateCreated: iso(project.createdAt),
    firstEvent: project.firstEventAt === null ? null : iso(project.firstEventAt),
    status: "active",
    isBookmarked: false,
    isMember: true,
    hasAccess: true,
    isPublic: false,
    isInternal: false,
    features: [],
    access: [],
    color: "#3f51b5",
    ...NOT_COLLECTED,
    ...(own[0] && { team: own[0] }),
    teams: own,
    avatar: { avatarType: "letter_avatar", avatarUuid: null },
  };
}

/** One project, with its organization and its settings. */
export function projectDetails(
  project: Project,
  teams: readonly Pick<Team, "id" | "slug" | "name">[],
  organization: Organization,
  publicUrl: string,
) {
  return {
    ...projectSummary(project, teams),
    ...FIXED_SETTINGS,
    refused: refusedSummary(project.refused),
    ...KEEP_ALL,
    ...project.privacy,
    organization: organizationSummary(organization, publicUrl),
  };
}

/** What ingest answered 429 to, or left out, since there is the project; null where it never did. */
const refusedSummary = (refused: Refused | undefined) => (refused ? { ...refused, last: iso(refused.last) } : null);

/** A client key. Of the addresses clients know beside the DSN, none is served here: they are empty, as clients refuse a missing one. */
export function keySummary(key: ProjectKey, publicUrl: string) {
  return {
    id: key.id,
    name: key.name,
    label: key.name,
    public: key.publicKey,
    secret: null,
    projectId: key.projectId,
    isActive: key.active,
    rateLimit: key.rateLimit ?? null,
    dsn: { ...NO_ADDRESSES, public: dsn(publicUrl, key) },
    browserSdkVersion: "",
    browserSdk: { choices: [] },
    dynamicSdkLoaderOptions: { hasReplay: false, hasPerformance: false, hasDebug: false, hasFeedback: false, hasLogsAndMetrics: false },
    dateCreated: iso(key.createdAt),
  };
}

const NO_ADDRESSES = {
  secret: "",
  csp: "",
  security: "",
  minidump: "",
  nel: "",
  unreal: "",
  crons: "",
  cdn: "",
  playstation: "",
  integration: "",
  otlp_traces: "",
  otlp_logs: "",
};
