import * as z from "zod";
import { JiraFailure } from "../../../core/jira-server/failure.ts";
import type { JiraCredentials, JiraSite, JiraWebhook } from "../../../core/jira-server/ports.ts";
import { call, read } from "./call.ts";

/** Jira 10 moved them (https://developer.atlassian.com/server/jira/platform/webhooks/). */
const placeOf = (version: string): string => (isTen(version) ? "/rest/jira-webhook/1.0/webhooks" : "/rest/webhooks/1.0/webhook");
const isTen = (version: string): boolean => Number(version.split(".")[0]) >= 10;

const Created = z.object({ id: z.union([z.string(), z.number()]).optional(), self: z.string().optional() });

export async function createWebhook(
  site: JiraSite,
  credentials: JiraCredentials,
  { secret, ...webhook }: JiraWebhook,
  version: string,
): Promise<{ id: string | null }> {
  const path = placeOf(version);
  const create = (json: object) => call(site, credentials, { method: "POST", path, json });
  if (!isTen(version)) return { id: idOf((await create(webhook)).text) };
  const active = { ...webhook, active: true };
  if (!secret) return { id: idOf((await create({ ...active, configuration: {} })).text) };
  try {
    return { id: idOf((await create({ ...active, configuration: { SECRET: secret } })).text) };
  } catch (error) {
    // Which of the tens take a secret over REST is written nowhere; the token in the address holds without it.
    if (!(error instanceof JiraFailure && error.kind === "rejected")) throw error;
    return { id: idOf((await create({ ...active, configuration: {} })).text) };
  }
}

export async function deleteWebhook(site: JiraSite, credentials: JiraCredentials, id: string, version: string): Promise<void> {
  await call(site, credentials, { method: "DELETE", path: `${placeOf(version)}/${encodeURIComponent(id)}` }).catch((error: unknown) => {
    if (!(error instanceof JiraFailure && error.kind === "not_found")) throw error;
  });
}

/** Up to 9 it says `enabled`, since then `active`; neither is as good as on. */
const State = z.object({ enabled: z.boolean().optional(), active: z.boolean().optional() });

export async function hasWebhook(site: JiraSite, credentials: JiraCredentials, id: string, version: string): Promise<boolean> {
  try {
    const { enabled = true, active = true } = await read(
      site,
      credentials,
      { path: `${placeOf(version)}/${encodeURIComponent(id)}` },
      State,
    );
    return enabled && active;
  } catch (error) {
    if (error instanceof JiraFailure && error.kind === "not_found") return false;
    throw error;
  }
}

/** Said as it is, or as the end of its address; some answer nothing at all. */
function idOf(text: string): string | null {
  try {
    const { id, self } = Created.parse(JSON.parse(text));
    return id === undefined ? (self?.split("/").findLast((it) => it !== "") ?? null) : String(id);
  } catch {
    return null;
  }
}
