import type { CloudCredentials } from "../../../core/jira-cloud/credentials.ts";
import type { Integration } from "../../../core/trackers/integration.ts";

/** How a Jira Cloud is asked. */
export type WayIn = {
  /** Tells apart who asks, and says nothing of the secret: who asks decides what is seen. */
  asker: string;
  /** What REST paths are added to, without a slash at its end. */
  base: string;
  /** The `Authorization` of one request; a new one for each. May ask Atlassian first. Throws JiraFailure. */
  authorize(method: string, url: URL): Promise<string> | string;
  /** What to say instead of an `Authorization` that Jira refused though it should hold; once. Throws JiraFailure. */
  instead?(refused: string): Promise<string>;
  /** Whether it may ask for the addresses that people hide. */
  emailScope: boolean;
  /** What to do where Jira does not accept it. */
  unauthorized: string;
};

/** Of each way, what makes one out of an integration and its credentials. */
export type WayInOf<Kind extends CloudCredentials["kind"]> = (
  integration: Pick<Integration, "id" | "externalId" | "baseUrl">,
  credentials: Extract<CloudCredentials, { kind: Kind }>,
) => WayIn;
