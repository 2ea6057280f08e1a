import type { Member } from "../../core/organizations/organization.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { warm } from "../adapters/warm.ts";

const known = warm<Member[]>(60_000);

/** The members of an organization, up to a minute old: to be named, never to decide by. */
export const membersShown = async (organizationId: number): Promise<Member[]> =>
  (await known(String(organizationId), () => organizations.members(organizationId))) ?? [];
