import { Invalid, NotFound } from "../../core/errors.ts";
import { findInstalled } from "../../core/integrations/find-integration.ts";
import type { Member, Organization } from "../../core/organizations/organization.ts";
import { integrations } from "../../functions/adapters/dynamo/integrations.ts";
import { organizations } from "../../functions/adapters/dynamo/organizations.ts";

/** Where an audit entry names who did it: an operator is no member. */
export const OPERATOR = 0;

/** The organization of that slug or id. Throws NotFound. */
export async function organizationOf(slug: string): Promise<Organization> {
  const found = /^\d{1,16}$/.test(slug) ? await organizations.fresh(Number(slug)) : await organizations.bySlug(slug.toLowerCase());
  if (!found) throw new NotFound(`There is no organization "${slug}".`);
  return found;
}

/** The active member of that address. Throws NotFound. */
export async function memberOf({ id, slug }: Organization, email: string): Promise<Member> {
  const [found] = (await organizations.membersByEmail(id, email)).filter((it) => it.active);
  const member = found ? await organizations.member(id, found.userId) : null;
  if (!member?.active) throw new NotFound(`${slug} has no active member with the address "${email}".`);
  return member;
}

/** What an organization has connected, by its id. Throws Invalid, NotFound. */
export async function integrationOf({ id, slug }: Organization, text: string) {
  if (!/^\d{1,16}$/.test(text)) throw new Invalid("Name the integration by its id, as integration list has it.");
  return findInstalled({ integrations }, id, text).catch((error: unknown) => {
    if (error instanceof NotFound) throw new NotFound(`${slug} has no integration ${text}.`);
    throw error;
  });
}
