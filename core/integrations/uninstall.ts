import { credentialsOf } from "../jira-server/credentials.ts";
import { JiraFailure } from "../jira-server/failure.ts";
import type { Ports } from "../ports.ts";
import type { Integration } from "../sync/integration.ts";

/**
 * Uninstalls (behaviour §1.13; §13 decision 6): off first, so that nothing is taken or sent any more; then the webhook goes from Jira;
 * then credentials and secret are forgotten. Links stay, to be read. Answers whether the webhook had to be left in Jira, which an
 * unreachable Jira or a withdrawn permission does not keep from uninstalling. Doing it again goes on where it stopped. Throws Unavailable.
 */
export async function uninstall(
  ports: Pick<Ports, "integrations" | "jiraServer" | "seal" | "now" | "log">,
  integration: Integration,
  who: { organizationId: number; by: number },
): Promise<{ webhookLeft: boolean }> {
  await ports.integrations.disable(integration, { ...who, at: ports.now() });
  const webhookLeft = !(await removeWebhook(ports, integration));
  await ports.integrations.dropSecrets(integration, webhookLeft ? integration.webhookId : null);
  return { webhookLeft };
}

async function removeWebhook(ports: Pick<Ports, "jiraServer" | "seal" | "log">, integration: Integration): Promise<boolean> {
  const { site, webhookId } = integration;
  const credentials = credentialsOf(ports, integration);
  if (webhookId === null || !credentials) return webhookId === null;
  try {
    await ports.jiraServer.deleteWebhook(site, credentials, webhookId);
    return true;
  } catch (error) {
    ports.log.warn("jira-server.webhook.left-behind", {
      integration: integration.id,
      reason: error instanceof JiraFailure ? error.kind : "failed",
    });
    return error instanceof JiraFailure && error.kind === "not_found";
  }
}
