import * as z from "zod";
import type { CloudWebhook } from "../../../core/jira-cloud/ports.ts";
import { PASTED } from "../../../core/jira-cloud/webhook.ts";
import { JiraFailure } from "../../../core/jira-server/failure.ts";
import { call, type Place, read } from "./call.ts";

/** https://developer.atlassian.com/cloud/jira/platform/webhooks/: those of administrators. */
const PATH = "/rest/webhooks/1.0/webhook";
const kind = "webhooks";
const Created = z.object({ self: z.string() });
const State = z.object({ enabled: z.boolean().default(true) });

/** Answers its id, which Jira says as the end of an address; null where it says none. */
export async function createWebhook(at: Place, webhook: CloudWebhook): Promise<string | null> {
  const json = { ...webhook, excludeBody: false };
  const { self } = await read(at, { method: "POST", path: PATH, json, kind }, Created);
  return self.split("/").findLast((it) => it !== "") ?? null;
}

/** Another secret for one that is there; all of it has to be said again. */
export async function updateWebhook(at: Place, id: string, webhook: CloudWebhook): Promise<void> {
  await call(at, {
    method: "PUT",
    path: `${PATH}/${encodeURIComponent(id)}`,
    json: { ...webhook, enabled: true, excludeBody: false },
    kind,
  });
}

/** One that is gone already is no failure. */
export async function deleteWebhook(at: Place, id: string): Promise<void> {
  await call(at, { method: "DELETE", path: `${PATH}/${encodeURIComponent(id)}`, kind }).catch((error: unknown) => {
    if (!(error instanceof JiraFailure && error.kind === "not_found")) throw error;
  });
}

/** Not telling about webhooks is no reason to say that nothing works. */
export async function stateOfWebhook(at: Place, id: string | null): Promise<"in place" | "missing" | "unknown"> {
  if (id === null || id === PASTED) return "unknown";
  try {
    const { enabled } = await read(at, { path: `${PATH}/${encodeURIComponent(id)}`, kind }, State);
    return enabled ? "in place" : "missing";
  } catch (error) {
    if (!(error instanceof JiraFailure)) throw error;
    return error.kind === "not_found" ? "missing" : "unknown";
  }
}
