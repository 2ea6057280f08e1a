import { NotFound } from "../../core/errors.ts";
import { findInstalled } from "../../core/integrations/find-integration.ts";
import { findGroupId } from "../../core/issues/find-group.ts";
import type { GroupWithState } from "../../core/issues/ports.ts";
import type { Where } from "../../core/tickets/linked-activity.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { integrations } from "../adapters/dynamo/integrations.ts";

/** The issue that a request names. Throws NotFound. */
export async function issueNamed(organizationId: number, text: string | undefined): Promise<GroupWithState> {
  const issue = await groups.get(organizationId, await findGroupId({ groups }, organizationId, text ?? ""));
  if (!issue) throw new NotFound();
  return issue;
}

/** The issue and the integration that a request names. Throws NotFound. */
export async function issueOf(organizationId: number, issueText: string | undefined, integrationId: string | undefined): Promise<Where> {
  const [issue, installed] = await Promise.all([
    issueNamed(organizationId, issueText),
    findInstalled({ integrations }, organizationId, integrationId),
  ]);
  return { ...installed, issue };
}
