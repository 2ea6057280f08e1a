import { externalIssue } from "../../../core/tickets/representation.ts";
import { integrations } from "../../adapters/dynamo/integrations.ts";
import { links } from "../../adapters/dynamo/links.ts";
import { api } from "../../edges/api.ts";
import { issueNamed } from "../issue-of.ts";

/** GET …/issues/{issue}/external-issues/: the tickets of an issue, also of trackers that are no longer connected. */
export const handler = api("event:read", async ({ organization, params }) => {
  const { group } = await issueNamed(organization.id, params.issue);
  const [linked, known] = await Promise.all([links.byGroup(organization.id, group.id), integrations.list(organization.id)]);
  const body = linked.flatMap((link) => {
    const integration = known.find((it) => it.id === link.integrationId);
    return integration ? [externalIssue(link, integration)] : [];
  });
  return { body };
});
