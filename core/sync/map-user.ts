import type { Ports } from "../ports.ts";
import type { Integration } from "./integration.ts";
import type { PendingAssignment, UserMapping } from "./ports.ts";

type Tracker = { integration: Pick<Integration, "id" | "provider">; organizationId: number };

/**
 * Says which account of a tracker a member has. Tickets that went to this account while nobody was known to have it are applied now, in
 * the order of their own times; asked again, it is the same. Throws Unavailable.
 */
export async function mapUser(
  ports: Pick<Ports, "userMappings" | "issueChanges">,
  { integration, organizationId }: Tracker,
  { account, userId }: UserMapping,
): Promise<void> {
  if (integration.provider === "discord") return;
  await ports.userMappings.put(organizationId, integration.id, { account, userId });
  const waiting = await ports.userMappings.waiting(organizationId, integration.id, account);
  await sendWaiting(ports, { integration, organizationId, email: null }, waiting);
}

/** What waited for somebody takes the way of a change of its own time, and waits no more. The address is the one that told who it is. */
export async function sendWaiting(
  { userMappings, issueChanges }: Pick<Ports, "userMappings" | "issueChanges">,
  { integration, organizationId, email }: Tracker & { email: string | null },
  waiting: readonly PendingAssignment[],
): Promise<void> {
  const { id: integrationId, provider } = integration;
  if (provider === "discord") return;
  await issueChanges.send(
    waiting.map(({ account, ticket, key, deliveryId, sourceTime }) => {
      const assignee = { organizations: [organizationId], email, account };
      return { v: 1, provider, integrationId, ticket, key, deliveryId: `${deliveryId}:mapped`, sourceTime, assignee };
    }),
  );
  for (const it of waiting) await userMappings.forget(organizationId, integrationId, it);
}
