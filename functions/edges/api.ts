import type { Access, Scope } from "../../core/organizations/access.ts";
import type { Organization } from "../../core/organizations/organization.ts";
import { authenticate } from "../../core/sessions/authenticate.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { tokens } from "../adapters/dynamo/tokens.ts";
import { bindLogContext } from "../adapters/log.ts";
import { http, type Reply, type Request } from "./http.ts";

export type ApiRequest = Request & { access: Access; organization: Organization };

/** An HTTP handler for somebody we know: a bearer token of the organization in the path, or the token's own, with this scope. */
export function api(scope: Scope | null, run: (request: ApiRequest) => Promise<Reply>) {
  return http(async (request) => {
    const named = { authorization: request.headers.authorization, organization: request.params.organization, scope };
    const { access, organization } = await authenticate({ tokens, organizations }, named);
    bindLogContext({ organization: organization.id });
    return run({ ...request, access, organization });
  });
}
