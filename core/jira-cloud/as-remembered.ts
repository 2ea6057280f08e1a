import type { Integration } from "../trackers/integration.ts";
import type { Integrations } from "../trackers/ports.ts";

export type Remembered = Pick<Integrations, "byExternalId" | "find">;

/**
 * Verifies against a Jira as it is remembered, and where that does not fit once more as it is now, if that differs: it may have been
 * connected anew since. One read, from a cache while warm; two at most. Throws what `verify` throws.
 */
export async function asRemembered<T>(
  integrations: Remembered,
  externalId: string,
  verify: (integration: Integration | null) => T,
): Promise<T> {
  const remembered = await integrations.byExternalId("jira", externalId);
  try {
    return verify(remembered);
  } catch (error) {
    const current = await integrations.find("jira", externalId);
    const same = current?.sealedWebhookSecret === remembered?.sealedWebhookSecret && current?.status === remembered?.status;
    if (same) throw error;
    return verify(current);
  }
}
