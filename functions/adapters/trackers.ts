import { cloudCredentialsOf } from "../../core/jira-cloud/credentials.ts";
import { credentialsOf } from "../../core/jira-server/credentials.ts";
import type { Integration, Provider } from "../../core/trackers/integration.ts";
import type { Tracker, Trackers } from "../../core/trackers/ports.ts";
import { jiraCloudTracker } from "./jira-cloud/tracker.ts";
import { jiraServerTracker } from "./jira-server/tracker.ts";
import { seal } from "./seal.ts";

/** How each kind of tracker is asked. A chat is none. */
const KINDS: Partial<Record<Provider, (integration: Integration) => Tracker | null>> = {
  jira_server(integration) {
    const credentials = credentialsOf({ seal }, integration);
    return credentials && jiraServerTracker(integration, credentials);
  },
  jira(integration) {
    const credentials = cloudCredentialsOf({ seal }, integration);
    return credentials && jiraCloudTracker(integration, credentials);
  },
};

export const trackers: Trackers = { of: (integration) => KINDS[integration.provider]?.(integration) ?? null };
