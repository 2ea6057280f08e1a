import type { Organizations } from "../../organizations/ports.ts";
import type { Ports } from "../../ports.ts";
import type { Integration } from "../../trackers/integration.ts";

/** What lines of a log carry from then on. */
export type OrganizationContext = { organization: number | string; organizations?: string };

const MANY = "[multiple orgs]";
/** Ids of organizations that a line has at most; of more than these the last place says how many. */
const NAMED = 50;

type BindPorts = Pick<Ports, "log"> & {
  organizations: Pick<Organizations, "byId">;
  bind: (context: OrganizationContext) => void;
};

/**
 * `bind_org_context_from_integration` (behaviour §2.13): says in the log whose request this is, which is all it does. Of one organization,
 * its id; of several, that it is several and which, unless the log knows already that it is about one of them; of none, a warning. All that
 * have it count, on or off. Ids alone: names are nobody else's. Never throws for what is missing, and answers nothing.
 */
export async function bindOrgContextFromIntegration(
  ports: BindPorts,
  { id, installations }: Pick<Integration, "id" | "installations">,
  { webhook, bound }: { webhook: string; bound?: unknown },
): Promise<void> {
  const ids = installations.map((it) => it.organizationId).sort((a, b) => a - b);
  const [first] = ids;
  if (first === undefined) return ports.log.warn("organization-context.none", { integration: id, type: webhook });
  if (ids.length > 1) {
    if (!ids.includes(Number(bound))) ports.bind({ organization: MANY, organizations: listed(ids) });
    return;
  }
  const organization = await ports.organizations.byId(first);
  if (!organization) return ports.log.error("organization-context.missing", { integration: id, organization: first, type: webhook });
  ports.bind({ organization: organization.id });
}

function listed(ids: readonly number[]): string {
  if (ids.length <= NAMED) return ids.join(" ");
  return [...ids.slice(0, NAMED - 1), `… (${ids.length - NAMED + 1} more)`].join(" ");
}
