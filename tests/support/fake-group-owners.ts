import type { GroupOwner } from "../../core/ownership/ownership.ts";
import type { GroupOwners } from "../../core/ownership/ports.ts";

/** Whom rules suggest for groups, by their id. */
export function fakeGroupOwners(owners: Record<number, GroupOwner[]> = {}): GroupOwners {
  return {
    ofGroups: async (_organizationId, ids) => new Map(ids.flatMap((id) => (owners[id] ? [[id, owners[id]] as const] : []))),
    replace: async ({ groupId }, replaced) => {
      owners[groupId] = [...replaced];
    },
  };
}
