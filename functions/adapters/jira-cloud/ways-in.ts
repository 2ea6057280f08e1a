import type { CloudCredentials } from "../../../core/jira-cloud/credentials.ts";
import type { Integration } from "../../../core/trackers/integration.ts";
import { apiTokenWayIn } from "./api-token.ts";
import { connectWayIn } from "./connect.ts";
import { oauthWayIn } from "./oauth-way-in.ts";
import type { WayIn } from "./way-in.ts";

/** How an integration is asked; null for a way that this version does not know. */
export function wayInOf(integration: Pick<Integration, "id" | "externalId" | "baseUrl">, credentials: CloudCredentials): WayIn | null {
  switch (credentials.kind) {
    case "api_token":
      return apiTokenWayIn(integration, credentials);
    case "connect":
      return connectWayIn(integration, credentials);
    case "oauth":
      return oauthWayIn(integration, credentials);
  }
}
