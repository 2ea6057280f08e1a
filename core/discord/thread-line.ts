import type { Activity } from "../issues/activity.ts";
import { PROVIDERS, type Provider } from "../trackers/integration.ts";
import { plain } from "./reply.ts";

export type Names = { by: string | null; owner: string | null };

/** What happened, who did it and where, in one line; null for what is no news under a message. */
export function threadLine(activity: Activity, { by, owner }: Names): string | null {
  const what = whatOf(activity, owner);
  return what && `${what} ${whoOf(activity, by)}`;
}

function whatOf({ type, data }: Activity, owner: string | null): string | null {
  switch (type) {
    case "assigned":
      return `Assigned to ${plain(owner ?? "somebody who is gone")}`;
    case "unassigned":
      return "Taken from its owner";
    case "set_resolved":
      return data.inNextRelease ? "Resolved in the next release" : "Resolved";
    case "set_unresolved":
      return "Open again";
    case "set_ignored":
      return "Archived";
    case "set_regression":
      return "Happened again";
    case "set_escalating":
      return "Escalated";
    default:
      return null;
  }
}

function whoOf({ origin, data }: Activity, by: string | null): string {
  switch (origin.kind) {
    case "user":
      return `by ${plain(by ?? "somebody who is gone")}${data.integration === "discord" ? " in Discord" : " in Lockstep"}`;
    case "integration": {
      const { provider } = origin;
      const where = Object.hasOwn(PROVIDERS, provider) ? PROVIDERS[provider as Provider].name : plain(provider);
      return `in ${where}`;
    }
    case "rule":
      return "by an ownership rule";
    case "system":
      return "by itself";
  }
}
