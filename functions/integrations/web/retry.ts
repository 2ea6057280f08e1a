import * as z from "zod";
import { findInstalled } from "../../../core/integrations/find-integration.ts";
import { findLink } from "../../../core/integrations/find-link.ts";
import { retryLink } from "../../../core/sync/retry-link.ts";
import { groups } from "../../adapters/dynamo/groups.ts";
import { integrations } from "../../adapters/dynamo/integrations.ts";
import { links } from "../../adapters/dynamo/links.ts";
import { random } from "../../adapters/random.ts";
import { outboundAssignees } from "../../adapters/sqs/outbound-assignees.ts";
import { outboundComments } from "../../adapters/sqs/outbound-comments.ts";
import { outboundStatuses } from "../../adapters/sqs/outbound-statuses.ts";
import { api } from "../../edges/api.ts";
import { readJson } from "../../edges/http.ts";

const ports = { groups, outboundAssignees, outboundStatuses, outboundComments, random };
const Body = z.object({ ticket: z.string(), issue: z.string() });

/** POST /api/0/organizations/{organization}/integrations/{integration}/links/retry/: looks at one ticket again. */
export const handler = api("org:integrations", async (request) => {
  const { organization, params } = request;
  const { integration } = await findInstalled({ integrations }, organization.id, params.integration);
  const asked = { organizationId: organization.id, integrationId: integration.id, ...readJson(request, Body) };
  await retryLink(ports, await findLink({ links }, asked));
  return { status: 202 };
});
