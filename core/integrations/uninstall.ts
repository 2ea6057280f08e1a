import type { Ports } from "../ports.ts";
import { TrackerFailure } from "../trackers/failure.ts";
import type { Integration } from "../trackers/integration.ts";
import type { Integrations, Trackers } from "../trackers/ports.ts";

/**
 * Uninstalls (behaviour §1.13; §13 decision 6): off first, so that nothing is taken or sent any more; then the tracker stops telling us;
 * then credentials and secret are forgotten. Links stay, to be read. Answers whether the webhook had to be left there, which an
 * unreachable tracker or a withdrawn permission does not keep from uninstalling. Doing it again goes on where it stopped. One that other
 * organizations have too is taken from this one alone. Throws Unavailable.
 */
export async function uninstall(
  ports: Pick<Ports, "now" | "log"> & { integrations: Integrations; trackers: Trackers },
  integration: Integration,
  who: { organizationId: number; by: number },
): Promise<{ webhookLeft: boolean }> {
  const { installations = [] } = (await ports.integrations.find(integration.provider, integration.externalId)) ?? {};
  const isShared = installations.some((it) => it.status === "active" && it.organizationId !== who.organizationId);
  if (isShared) {
    await ports.integrations.withdraw(integration, { ...who, at: ports.now() });
    return { webhookLeft: false };
  }
  await ports.integrations.disable(integration, { ...who, at: ports.now() });
  const webhookLeft = !(await leave(ports, integration));
  await ports.integrations.dropSecrets(integration, webhookLeft ? integration.webhookId : null);
  return { webhookLeft };
}

async function leave({ trackers, log }: Pick<Ports, "log"> & { trackers: Trackers }, integration: Integration): Promise<boolean> {
  const tracker = trackers.of(integration);
  if (integration.webhookId === null || !tracker) return integration.webhookId === null;
  const reason = await tracker.leave().then(
    (isGone) => (isGone ? null : "refused"),
    (error: unknown) => (error instanceof TrackerFailure ? error.kind : "failed"),
  );
  const { id, provider } = integration;
  if (reason !== null) log.warn("tracker.webhook.left-behind", { integration: id, provider, reason });
  return reason === null;
}
