import type { Ports } from "../ports.ts";
import { JiraFailure } from "./failure.ts";
import type { JiraCredentials, JiraServer, JiraSite } from "./ports.ts";
import type { Jwt } from "./webhook-token.ts";

type Input = { site: JiraSite; credentials: JiraCredentials; externalId: string; secret: string; publicUrl: string };

/** What the webhook is called in Jira, and what it tells (behaviour §1.8). */
const NAME = "Lockstep";
const EVENTS = ["jira:issue_created", "jira:issue_updated"];

/**
 * `create_webhook` and `create_issue_webhook` (behaviour §1.8): asks Jira to call us. The token in the address says whose call it is
 * and is signed with the secret, which Jira also signs bodies with where it can. Answers the webhook's id. Throws JiraFailure.
 */
export async function createWebhook(
  ports: Pick<Ports, "log"> & { jiraServer: JiraServer } & { jwt: Jwt },
  input: Input,
): Promise<string | null> {
  const token = ports.jwt.sign({ id: input.externalId }, input.secret);
  const url = `${input.publicUrl}/extensions/jira-server/issue-updated/${token}/`;
  const { id } = await ports.jiraServer
    .createWebhook(input.site, input.credentials, { name: NAME, url, events: EVENTS, secret: input.secret })
    .catch((error: unknown) => {
      ports.log.info("jira-server.webhook.failed", {
        integration: input.externalId,
        reason: error instanceof JiraFailure ? error.kind : "failed",
      });
      throw error;
    });
  return id;
}
