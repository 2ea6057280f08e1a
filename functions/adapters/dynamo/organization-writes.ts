import type { OrganizationWrites } from "../../../core/organizations/ports.ts";
import { changeIfSame, create, remove } from "./compare.ts";
import { keys } from "./keys.ts";
import { memberWrites } from "./member-items.ts";
import { newToken } from "./token-writes.ts";
import { transact } from "./transact.ts";

export const organizationWrites: OrganizationWrites = {
  async update(before, after) {
    const { id } = before;
    const { slug, name } = after;
    const update = changeIfSame(keys.organization(id), { slug: before.slug, name: before.name }, { slug, name });
    const renamed = slug !== before.slug;
    const moved = [create(keys.organizationSlug(slug), { organizationId: id }), remove(keys.organizationSlug(before.slug))];
    const failed = await transact(renamed ? [update, ...moved] : [update]);
    if (failed.includes(0)) return "changed";
    return failed.length > 0 ? "taken" : "updated";
  },

  async create(organization, owner, { sha256, token }) {
    const { id, slug } = organization;
    const { kept: member } = await memberWrites(id, { before: null, after: owner });
    const failed = await transact([
      create(keys.organizationSlug(slug), { organizationId: id }),
      create(keys.organization(id), organization),
      ...member,
      ...newToken(sha256, token),
    ]);
    if (failed.includes(0)) return "taken";
    return failed.length > 0 ? "changed" : "created";
  },
};
