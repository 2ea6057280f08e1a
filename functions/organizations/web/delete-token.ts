import { revokeToken } from "../../../core/organizations/revoke-token.ts";
import { audit } from "../../adapters/audit.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { tokenWrites } from "../../adapters/dynamo/token-writes.ts";
import { api } from "../../edges/api.ts";

/** DELETE /api/0/api-tokens/{token}/: takes a token away; nobody is known by it from then on. */
export const handler = api("org:admin", async ({ access, params: { token = "" } }) => {
  await revokeToken({ organizations, tokenWrites }, access, token);
  await audit(access, "TOKEN_REMOVE", token);
  return { status: 204 };
});
