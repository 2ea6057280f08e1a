import { linkLog } from "../../core/integrations/link-log.ts";
import { type LinkAt, readLinkId } from "../../core/integrations/out-of-step.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { links } from "../adapters/dynamo/links.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { tickets } from "../adapters/dynamo/tickets.ts";
import type { Content } from "../views/markup.ts";
import { linkLogView } from "./link-log-view.ts";

/** Changes of an issue, the newest. */
const CHANGES = 50;

/** The log of the link that is open; nothing where none is. Five reads. */
export async function logShown(organizationId: number, open: LinkAt | null, now: number): Promise<Content> {
  if (!open) return null;
  const at = { organizationId, ...readLinkId(open.id) };
  const [link, [state = null], activities, members, teams] = await Promise.all([
    links.find(at),
    tickets.known(at.integrationId, [at.ticketId]),
    groups.activities(organizationId, at.groupId, CHANGES),
    organizations.members(organizationId),
    organizations.teams(organizationId),
  ]);
  return link && linkLogView(open, linkLog(link, state, activities), { members, teams }, now);
}
