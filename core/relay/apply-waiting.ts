import type { Ports } from "../ports.ts";
import { sendWaiting } from "../sync/map-user.ts";
import type { Change } from "./change.ts";

/**
 * Who can be found by an address now and could not before, or reaches projects that it did not: what a changed record of an address
 * says, if it is one. Repeats say the same.
 */
export function newlyFound(change: Change): { organizationId: number; email: string } | null {
  if (change.kind !== "address") return null;
  const { organizationId, before, after } = change;
  if (!after?.active || !after.email) return null;
  const had = new Set(before?.active ? before.projects : []);
  return after.projects?.some((it) => !had.has(it)) ? { organizationId, email: after.email } : null;
}

/**
 * Tickets that went to an account with this address while nobody was known by it are applied now, in the order of their own times; again
 * is the same. One request, and two for each tracker of the organization. Throws Unavailable.
 */
export async function applyWaiting(
  ports: Pick<Ports, "integrations" | "userMappings" | "issueChanges">,
  { organizationId, email }: { organizationId: number; email: string },
): Promise<void> {
  for (const integration of await ports.integrations.list(organizationId)) {
    if (integration.status !== "active") continue;
    const all = await ports.userMappings.waiting(organizationId, integration.id);
    const waiting = all.filter((it) => it.email?.toLowerCase() === email.toLowerCase());
    await sendWaiting(ports, { integration, organizationId, email }, waiting);
  }
}
