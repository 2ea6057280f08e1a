import type { UserMapping, UserMappings } from "../../core/trackers/ports.ts";
import { ORGANIZATION } from "./fakes.ts";

/** In memory; `seed` are those of organization 11 and tracker 41. */
export function fakeUserMappings(seed: readonly UserMapping[] = []) {
  type Place = { organizationId: number; integrationId: number };
  let rows = seed.map((it) => ({ organizationId: ORGANIZATION.id, integrationId: 41, ...it }));
  const isAt = (it: Place, organizationId: number, integrationId: number) =>
    it.organizationId === organizationId && it.integrationId === integrationId;
  const mappingsOf = (...place: [number, number]) => rows.filter((it) => isAt(it, ...place));
  const bare = <T extends Place>({ organizationId: _o, integrationId: _i, ...it }: T) => it;
  const port: UserMappings = {
    list: async (...place) => mappingsOf(...place).map(bare),
    byAccount: async (organizationId, integrationId, account) =>
      mappingsOf(organizationId, integrationId).find((it) => it.account === account)?.userId ?? null,
    byUser: async (organizationId, integrationId, userId) =>
      mappingsOf(organizationId, integrationId).find((it) => it.userId === userId)?.account ?? null,
    put: async (organizationId, integrationId, mapping) => {
      const replaced = mappingsOf(organizationId, integrationId).filter(
        (it) => it.account === mapping.account || it.userId === mapping.userId,
      );
      rows = [...rows.filter((it) => !replaced.includes(it)), { organizationId, integrationId, ...mapping }];
    },
    remove: async (organizationId, integrationId, account) => {
      rows = rows.filter((it) => !isAt(it, organizationId, integrationId) || it.account !== account);
    },
  };
  return { port, mappings: () => rows.map(bare) };
}
