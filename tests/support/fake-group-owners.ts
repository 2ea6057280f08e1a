import type { GroupRef } from "../../core/issues/group.ts";
import type { GroupOwners } from "../../core/issues/ports.ts";
import type { SuggestedOwner } from "../../core/issues/suggested-owners.ts";

/** Whom rules suggest for groups; of other groups than these nothing is kept. */
export function fakeGroupOwners(groups: readonly GroupRef[] = []): GroupOwners {
  const rows = new Map<GroupRef, { owners: readonly SuggestedOwner[]; version: number }>();
  const known = (organizationId: number, groupId: number) =>
    groups.find((it) => it.organizationId === organizationId && it.groupId === groupId);
  return {
    ofGroups: async (organizationId, ids) =>
      new Map(
        ids.flatMap((id) => {
          const group = known(organizationId, id);
          const { owners = [] } = (group && rows.get(group)) ?? {};
          return owners.length > 0 ? [[id, structuredClone([...owners])] as const] : [];
        }),
      ),
    replace: async ({ organizationId, groupId }, owners, version) => {
      const group = known(organizationId, groupId);
      if (!group || (rows.get(group)?.version ?? 0) > version) return;
      rows.set(group, { owners: structuredClone([...owners]), version });
    },
  };
}
