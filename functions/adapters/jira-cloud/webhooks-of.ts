import type { CloudCredentials } from "../../../core/jira-cloud/credentials.ts";
import type { DynamicWebhooks } from "../../../core/jira-cloud/oauth/ports.ts";
import { JiraFailure } from "../../../core/jira-server/failure.ts";
import { call, type Place, read } from "./call.ts";
import { dynamicWebhooks } from "./dynamic-webhooks.ts";
import { deleteWebhook, stateOfWebhook } from "./webhooks.ts";

type Webhooks = { state(id: string | null): Promise<"in place" | "missing" | "unknown">; remove(id: string): Promise<void> };

const KIND = "webhooks";

/** Those that an app registers for itself. */
export const appWebhooks = (at: Place): DynamicWebhooks =>
  dynamicWebhooks(
    { read: (asked, schema) => read(at, { ...asked, kind: KIND }, schema), send: (asked) => call(at, { ...asked, kind: KIND }) },
    new URL(at.way.base).host,
  );

/** What tells us of changes: an administrator's webhook, an app's own, or what comes with an app that is installed. */
export function webhooksOf(at: Place, { kind }: Pick<CloudCredentials, "kind">): Webhooks {
  if (kind === "api_token") return { state: (id) => stateOfWebhook(at, id), remove: (id) => deleteWebhook(at, id) };
  // The app's descriptor names its webhook: it is there as long as the app is.
  if (kind === "connect") return { state: async () => "in place", remove: async () => {} };
  const own = appWebhooks(at);
  return {
    async state(id) {
      if (id === null) return "unknown";
      try {
        return (await own.list()).some((it) => it.id === id) ? "in place" : "missing";
      } catch (error) {
        if (error instanceof JiraFailure) return "unknown";
        throw error;
      }
    },
    remove: (id) => own.remove([id]),
  };
}
