import type { Seal } from "../ports.ts";
import type { Integration } from "../trackers/integration.ts";

/** The secret of an integration; null for one that is connected in another way, whose secret is sealed for something else. */
export function openedSecret(seal: Seal, { sealedWebhookSecret }: Integration, context: string): string | null {
  try {
    return sealedWebhookSecret === null ? null : seal.open(sealedWebhookSecret, context);
  } catch {
    return null;
  }
}
