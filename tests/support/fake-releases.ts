import type { Releases } from "../../core/releases/ports.ts";
import type { Release } from "../../core/releases/release.ts";

/** Releases in memory; `projects` are those that are not gone. */
export function fakeReleases(seed: readonly Release[] = []) {
  const rows = new Map(seed.map((it) => [keyOf(it), it]));
  const newest = new Map<number, Release>();
  for (const it of seed) newest.set(it.projectId, it);
  const port: Releases = {
    find: async (organizationId, projectId, version) => rows.get(keyOf({ organizationId, projectId, version })) ?? null,
    add: async (release) => {
      if (rows.has(keyOf(release))) return false;
      rows.set(keyOf(release), release);
      return true;
    },
    date: async (release) => {
      const known = rows.get(keyOf(release));
      if (known) rows.set(keyOf(release), { ...known, releasedAt: release.releasedAt });
    },
    newest: async (_, projectId) => newest.get(projectId) ?? null,
    latest: async (_, projectIds) => new Map(projectIds.flatMap((it) => (newest.has(it) ? [[it, newest.get(it)!.version]] : []))),
    moveNewest: async (before, to) => {
      if (newest.get(to.projectId)?.version !== before?.version) return false;
      newest.set(to.projectId, to);
      return true;
    },
    list: async (organizationId, projectId, { limit, cursor = "0" }) => {
      const all = [...rows.values()]
        .filter((it) => it.organizationId === organizationId && it.projectId === projectId)
        .sort((a, b) => b.createdAt - a.createdAt || (b.version < a.version ? -1 : 1));
      const end = Number(cursor) + limit;
      return { items: all.slice(Number(cursor), end), next: end < all.length ? String(end) : null };
    },
  };
  return { port, rows };
}

const keyOf = ({ organizationId, projectId, version }: Pick<Release, "organizationId" | "projectId" | "version">): string =>
  `${organizationId} ${projectId} ${version}`;
