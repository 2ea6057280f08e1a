import { credentialsOf } from "../jira-server/credentials.ts";
import { JiraFailure } from "../jira-server/failure.ts";
import type { Ports } from "../ports.ts";
import type { Integration } from "../sync/integration.ts";

export type Tested = { works: true; account: string; version: string } | { works: false; failure: JiraFailure | null };

/** Asks Jira who we are, and what it is. The failure is null where there is nothing to ask with any more. */
export async function testConnection({ jiraServer, seal }: Pick<Ports, "jiraServer" | "seal">, integration: Integration): Promise<Tested> {
  const credentials = credentialsOf({ seal }, integration);
  if (!credentials) return { works: false, failure: null };
  try {
    const [{ displayName }, { version }] = await Promise.all([
      jiraServer.myself(integration.site, credentials),
      jiraServer.serverInfo(integration.site, credentials),
    ]);
    return { works: true, account: displayName, version };
  } catch (error) {
    if (error instanceof JiraFailure) return { works: false, failure: error };
    throw error;
  }
}
