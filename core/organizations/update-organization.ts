import { Conflict, Invalid, NotFound } from "../errors.ts";
import type { Organization } from "./organization.ts";
import type { OrganizationUpdate } from "./organization-fields.ts";
import type { Organizations, OrganizationWrites } from "./ports.ts";

/**
 * Changes name and slug; the former slug is free at once, though warm functions may know it for another minute. Throws Invalid when
 * the slug is taken, Conflict when somebody else changed it meanwhile.
 */
export async function updateOrganization(
  { organizations, organizationWrites }: { organizations: Organizations; organizationWrites: OrganizationWrites },
  organizationId: number,
  update: OrganizationUpdate,
): Promise<Organization> {
  const before = await organizations.fresh(organizationId);
  if (!before) throw new NotFound();
  const { name = before.name, slug = before.slug } = update;
  const after = { ...before, name, slug };
  const outcome = await organizationWrites.update(before, after);
  if (outcome === "updated") return after;
  if (outcome === "changed") throw new Conflict("The organization was changed by somebody else at the same time. Try again.");
  const message = `The slug "${slug}" is already in use.`;
  throw new Invalid(message, { fields: { slug: [message] } });
}
