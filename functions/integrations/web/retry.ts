import { findInstalled } from "../../../core/integrations/find-integration.ts";
import { findLink } from "../../../core/integrations/find-link.ts";
import { WhatToRetry } from "../../../core/integrations/retry-fields.ts";
import { newSecret } from "../../../core/secret.ts";
import { lookAgain, lookAt } from "../../../core/sync/look-again.ts";
import { now } from "../../adapters/clock.ts";
import { integrations } from "../../adapters/dynamo/integrations.ts";
import { links } from "../../adapters/dynamo/links.ts";
import { tickets } from "../../adapters/dynamo/tickets.ts";
import { random } from "../../adapters/random.ts";
import { looks } from "../../adapters/sqs/ticket-looks.ts";
import { api } from "../../edges/api.ts";
import { readJson } from "../../edges/http.ts";

/** POST /api/0/organizations/{organization}/integrations/{integration}/links/retry/: looks at one ticket again, or at all that wait. */
export const handler = api("org:integrations", async (request) => {
  const { organization, params } = request;
  const { integration } = await findInstalled({ integrations }, organization.id, params.integration);
  const asked = readJson(request, WhatToRetry);
  const cause = `retry:${newSecret({ random })}`;
  if ("all" in asked) await lookAgain({ links, tickets, looks, now }, integration, { organizationId: organization.id, cause });
  else
    await looks.send([
      lookAt(await findLink({ links }, { organizationId: organization.id, integrationId: integration.id, ...asked }), cause),
    ]);
  return { status: 202 };
});
