import { credentialsOf } from "../jira-server/credentials.ts";
import { JiraFailure } from "../jira-server/failure.ts";
import type { Ports } from "../ports.ts";
import type { Integration } from "../sync/integration.ts";

/** Whether the webhook is in Jira; unknown where Jira never said its number, or does not tell. */
export type WebhookState = "in place" | "missing" | "unknown";
export type Tested =
  | { works: true; account: string; version: string; webhook: WebhookState }
  /** The failure is null where there is nothing to ask with any more. */
  | { works: false; failure: JiraFailure | null };

/** Asks Jira who we are, what it is, and whether it still has our webhook. */
export async function testConnection(ports: Pick<Ports, "jiraServer" | "seal">, integration: Integration): Promise<Tested> {
  const credentials = credentialsOf(ports, integration);
  if (!credentials) return { works: false, failure: null };
  const { site, webhookId } = integration;
  try {
    const [{ displayName }, { version }, webhook] = await Promise.all([
      ports.jiraServer.myself(site, credentials),
      ports.jiraServer.serverInfo(site, credentials),
      webhookId === null ? ("unknown" as const) : ports.jiraServer.hasWebhook(site, credentials, webhookId).then(stateOf, unknown),
    ]);
    return { works: true, account: displayName, version, webhook };
  } catch (error) {
    if (error instanceof JiraFailure) return { works: false, failure: error };
    throw error;
  }
}

const stateOf = (there: boolean): WebhookState => (there ? "in place" : "missing");

/** Not telling about webhooks is no reason to say that nothing works. */
function unknown(error: unknown): WebhookState {
  if (error instanceof JiraFailure) return "unknown";
  throw error;
}
