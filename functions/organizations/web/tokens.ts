import { tokenSummary } from "../../../core/organizations/representation.ts";
import { tokenWrites } from "../../adapters/dynamo/token-writes.ts";
import { publicUrl } from "../../adapters/settings.ts";
import { api } from "../../edges/api.ts";
import { pageOf } from "../../edges/pagination.ts";

/** GET /api/0/api-tokens/: the tokens of the organization, whoever has them. */
export const handler = api("org:admin", async (request) => {
  const { items, headers } = pageOf(request, publicUrl(), await tokenWrites.list(request.organization.id));
  return { headers, body: items.map(tokenSummary) };
});
