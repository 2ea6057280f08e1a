import { findInstalled } from "../../../core/integrations/find-integration.ts";
import { accountsWaited } from "../../../core/integrations/people.ts";
import { integrations } from "../../adapters/dynamo/integrations.ts";
import { links } from "../../adapters/dynamo/links.ts";
import { tickets } from "../../adapters/dynamo/tickets.ts";
import { userMappings } from "../../adapters/dynamo/user-mappings.ts";
import { api } from "../../edges/api.ts";

/** GET /api/0/organizations/{organization}/integrations/{integration}/people/: mapped accounts, and those that tickets wait for. */
export const handler = api("org:read", async ({ organization, params }) => {
  const { integration } = await findInstalled({ integrations }, organization.id, params.integration);
  const [mappings, waiting] = await Promise.all([
    userMappings.list(organization.id, integration.id),
    accountsWaited({ links, tickets }, organization.id, integration.id),
  ]);
  return {
    body: {
      mappings: mappings.map(({ account, userId }) => ({ account, user: { id: String(userId) } })),
      waiting: waiting.flatMap(({ account, tickets: all }) => all.map((ticket) => ({ account, ticket }))),
    },
  };
});
