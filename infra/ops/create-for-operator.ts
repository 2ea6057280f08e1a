import { createOrganization } from "../../core/organizations/create-organization.ts";
import { createSignInLink } from "../../core/sessions/sign-in-link.ts";
import { now } from "../../functions/adapters/clock.ts";
import { beginStore } from "../../functions/adapters/dynamo/begin-store.ts";
import { organizationWrites } from "../../functions/adapters/dynamo/organization-writes.ts";
import { signInLinks } from "../../functions/adapters/dynamo/sign-in-links.ts";
import { users } from "../../functions/adapters/dynamo/users.ts";
import { random } from "../../functions/adapters/random.ts";
import { ids } from "../../functions/adapters/redis/ids.ts";
import { publicUrl } from "../../functions/adapters/settings.ts";

const signInLink = (token: { tokenHash: string }) => createSignInLink({ now, random, signInLinks }, token);
const ports = { ids, now, random, users, organizationWrites, signInLink };

/** What `ops org create` prints; the first one begins the store. Throws as `beginStore` and `createOrganization` do. */
export async function createForOperator(name: string, owner: string): Promise<string> {
  await beginStore();
  const { organization, owner: member, token, signInPath } = await createOrganization(ports, { name, owner });
  return `Organization ${organization.slug}, owned by ${member.email}. Neither line is shown again:

token      ${token}
sign in    ${publicUrl()}${signInPath}   works once, within ten minutes`;
}
