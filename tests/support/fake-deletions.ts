import type { Deletion } from "../../core/projects/deletion.ts";
import type { Deletions, GroupHash, ProjectContents } from "../../core/projects/ports.ts";

/** One project's things in memory: names of items, and the groups that collect grouping keys. */
export function fakeContents(seed: { deletion: Deletion; keys: string[]; groups: Map<number, string[]>; rest: string[] }) {
  const { deletion } = seed;
  const left = { keys: [...seed.keys], rest: [...seed.rest], closed: new Set<number>(), groups: structuredClone(seed.groups) };
  const hashes: GroupHash[] = [...seed.groups.keys()].map((groupId) => ({ hash: `h${groupId}`, groupId }));
  const inOrganization = (id: number): Deletion | null => (id === deletion.organizationId ? structuredClone(deletion) : null);
  const deletions: Deletions = {
    // It is marked already.
    begin: async () => false,
    list: async (organizationId) => [inOrganization(organizationId)].filter((it) => it !== null),
    byProject: async (organizationId, projectId) => (projectId === deletion.projectId ? inOrganization(organizationId) : null),
    bySlug: async (organizationId, slug) => (slug === deletion.slug ? inOrganization(organizationId) : null),
    count: async (_, groups) => {
      deletion.counted ??= groups;
    },
    finish: async (_, __, at) => {
      if (deletion.finishedAt === null) Object.assign(deletion, { finishedAt: at, counted: deletion.done });
    },
  };
  const projectContents: ProjectContents = {
    removeKeys: async () => void left.keys.splice(0),
    countGroups: async () => hashes.length,
    groups: async (_, __, limit) => hashes.slice(0, limit),
    closeGroups: async (_, __, ids) => {
      for (const id of ids) left.closed.add(id);
    },
    emptyGroups: async (_, __, ids, limit) => {
      for (const id of ids) left.groups.get(id)?.splice(0, Math.ceil(limit / ids.length));
      return ids.filter((id) => (left.groups.get(id)?.length ?? 0) > 0);
    },
    forgetGroups: async (_, __, groups) => {
      for (const { hash, groupId } of groups) {
        const at = hashes.findIndex((it) => it.hash === hash);
        if (at === -1) continue;
        if (!left.closed.has(groupId) || left.groups.get(groupId)?.length) throw new Error("forgotten too early");
        hashes.splice(at, 1);
        left.groups.delete(groupId);
        deletion.done += 1;
      }
    },
    removeRest: async (_, __, limit) => left.rest.splice(0, limit).length,
  };
  return { ports: { deletions, projectContents }, deletion, left, hashes };
}
