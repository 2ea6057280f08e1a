import { issueToken } from "../../../core/organizations/issue-token.ts";
import { NewToken } from "../../../core/organizations/organization-fields.ts";
import { tokenSummary } from "../../../core/organizations/representation.ts";
import { audit } from "../../adapters/audit.ts";
import { now } from "../../adapters/clock.ts";
import { organizations } from "../../adapters/dynamo/organizations.ts";
import { tokenWrites } from "../../adapters/dynamo/token-writes.ts";
import { random } from "../../adapters/random.ts";
import { ids } from "../../adapters/redis/ids.ts";
import { api } from "../../edges/api.ts";
import { readJson } from "../../edges/http.ts";

const ports = { ids, now, random, organizations, tokenWrites };

/** POST /api/0/api-tokens/: makes a token; this is the only answer that has the token's text. */
export const handler = api("org:admin", async (request) => {
  const { token, text } = await issueToken(ports, request.access, readJson(request, NewToken));
  await audit(request.access, "TOKEN_ADD", token.id, { name: token.name });
  return { status: 201, headers: { "cache-control": "no-store" }, body: { ...tokenSummary(token), token: text } };
});
