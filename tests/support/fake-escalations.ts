import type { Escalations, Watch } from "../../core/issues/ports.ts";

/** What is watched, by group. */
export function fakeEscalations() {
  const watched = new Map<string, Watch>();
  const at = (organizationId: number, groupId: number) => `${organizationId}/${groupId}`;
  const port: Escalations = {
    find: async (organizationId, groupId) => structuredClone(watched.get(at(organizationId, groupId)) ?? null),
    put: async ({ organizationId, groupId }, watch) => void watched.set(at(organizationId, groupId), structuredClone(watch)),
  };
  return { port, watched };
}
