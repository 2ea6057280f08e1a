import { NotFound } from "../../core/errors.ts";
import { findInstalled } from "../../core/integrations/find-integration.ts";
import { findGroupId } from "../../core/issues/find-group.ts";
import type { Where } from "../../core/tickets/link-ticket.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { integrations } from "../adapters/dynamo/integrations.ts";

/** The issue and the integration that a request names. Throws NotFound. */
export async function issueOf(organizationId: number, issueText: string | undefined, integrationId: string | undefined): Promise<Where> {
  const [groupId, installed] = await Promise.all([
    findGroupId({ groups }, organizationId, issueText ?? ""),
    findInstalled({ integrations }, organizationId, integrationId),
  ]);
  const issue = await groups.get(organizationId, groupId);
  if (!issue) throw new NotFound();
  return { ...installed, issue };
}
