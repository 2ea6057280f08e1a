import { NotFound } from "../../../core/errors.ts";
import { userSummary } from "../../../core/organizations/representation.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { api } from "../../edges/api.ts";

/** GET /api/0/auth/: whose token it is. */
export const handler = api(null, async ({ access }) => {
  const member = await organizations.member(access.organizationId, access.userId);
  if (!member) throw new NotFound();
  return { body: userSummary(member) };
});
