import { rootSummary } from "../../../core/organizations/representation.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { api } from "../../edges/api.ts";

/** GET /api/0/: what the token may do and whose it is. */
export const handler = api(null, async ({ access }) => ({
  body: rootSummary(access, await organizations.member(access.organizationId, access.userId)),
}));
