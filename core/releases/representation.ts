import type { Project } from "../projects/project.ts";
import { dateOf } from "./order.ts";
import type { Release } from "./release.ts";

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** The package in front, which people do not need to read again; a long hash by its first twelve digits. */
const shortOf = (version: string): string => {
  const name = version.slice(version.lastIndexOf("@") + 1) || version;
  return /^[0-9a-f]{40}$/.test(name) ? name.slice(0, 12) : name;
};

/** A release as the Web API shows it: one of several projects is one, of the date that is the first of them. What is not known is null. */
export function releaseSummary(of: readonly Release[], projects: readonly Project[]) {
  const [first] = [...of].sort((a, b) => a.createdAt - b.createdAt);
  const version = first?.version ?? "";
  const released = of.flatMap((it) => it.releasedAt ?? []);
  const own = projects.filter((it) => of.some((one) => one.projectId === it.id));
  return {
    version,
    shortVersion: shortOf(version),
    versionInfo: null,
    status: "open",
    ref: null,
    url: null,
    dateCreated: iso(first?.createdAt ?? 0),
    dateReleased: released.length > 0 ? iso(Math.min(...released)) : null,
    firstEvent: null,
    lastEvent: null,
    owner: null,
    commitCount: 0,
    lastCommit: null,
    deployCount: 0,
    lastDeploy: null,
    authors: [],
    data: {},
    projects: own.map(({ id, slug, name, platform }) => ({ id, slug, name, platform, platforms: platform === null ? [] : [platform] })),
  };
}

/** One for each version, the newest by date first. */
export function releaseSummaries(all: readonly Release[], projects: readonly Project[]) {
  const byVersion = [...Map.groupBy(all, (it) => it.version).values()];
  const newest = (of: readonly Release[]) => Math.max(...of.map(dateOf));
  return byVersion.sort((a, b) => newest(b) - newest(a)).map((of) => releaseSummary(of, projects));
}
