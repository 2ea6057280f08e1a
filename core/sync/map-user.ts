import type { Ports } from "../ports.ts";
import type { Integration } from "./integration.ts";
import type { UserMapping } from "./ports.ts";

/**
 * Says which account of a tracker a member has. Tickets that went to this account while nobody was known to have it are applied now, in
 * the order of their own times; asked again, it is the same. Throws Unavailable.
 */
export async function mapUser(
  { userMappings, issueChanges }: Pick<Ports, "userMappings" | "issueChanges">,
  { integration, organizationId }: { integration: Pick<Integration, "id" | "provider">; organizationId: number },
  { account, userId }: UserMapping,
): Promise<void> {
  if (integration.provider === "discord") return;
  const { id: integrationId, provider } = integration;
  await userMappings.put(organizationId, integrationId, { account, userId });
  const waiting = await userMappings.waiting(organizationId, integrationId, account);
  const assignee = { organizations: [organizationId], email: null, account };
  await issueChanges.send(
    waiting.map(({ ticket, key, deliveryId, sourceTime }) => {
      const mapped = `${deliveryId}:mapped`;
      return { v: 1, provider, integrationId, ticket, key, deliveryId: mapped, sourceTime, assignee };
    }),
  );
  for (const it of waiting) await userMappings.forget(organizationId, integrationId, it);
}
