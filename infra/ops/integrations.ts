import { Invalid, NotFound } from "../../core/errors.ts";
import { listInstalled } from "../../core/integrations/find-integration.ts";
import { uninstall } from "../../core/integrations/uninstall.ts";
import { replaceSecret } from "../../core/jira-cloud/secrets.ts";
import { now } from "../../functions/adapters/clock.ts";
import { integrations } from "../../functions/adapters/dynamo/integrations.ts";
import { watched } from "../../functions/adapters/dynamo/watched.ts";
import { jiraCloud } from "../../functions/adapters/jira-cloud/client.ts";
import { cloudWebhookUrl } from "../../functions/adapters/jira-cloud/webhook-url.ts";
import { random } from "../../functions/adapters/random.ts";
import { seal } from "../../functions/adapters/seal.ts";
import { trackers } from "../../functions/adapters/trackers.ts";
import { type Answer, columns, time } from "./command.ts";
import { integrationOf, OPERATOR, organizationOf } from "./found.ts";
import { quiet } from "./quiet.ts";

/** Throws NotFound. */
export async function listIntegrations(slug: string): Promise<Answer> {
  const { id: organizationId } = await organizationOf(slug);
  const found = await listInstalled({ integrations }, organizationId);
  const value = await Promise.all(
    found.map(async ({ integration: { id, provider, baseUrl, status, credentialsEnd = null } }) => {
      const it = await watched.find((found.find(({ integration }) => integration.id === id) as (typeof found)[number]).integration);
      const paused = it?.paused && it.paused.until > now() ? it.paused.until : null;
      return {
        id: String(id),
        provider,
        host: new URL(baseUrl).host,
        status,
        until: it?.until ?? null,
        failure: it?.failure?.text ?? null,
        paused,
        credentialsEnd,
      };
    }),
  );
  const rows = value.map((it) => [
    ...[it.id, it.provider, it.host, it.status, time(it.until), it.paused === null ? "–" : time(it.paused), it.failure ?? "–"],
  ]);
  return { value, lines: columns([["id", "provider", "host", "status", "known until", "paused until", "failure"], ...rows]) };
}

/** Throws Invalid, NotFound, Unavailable. */
export async function disableIntegration(slug: string, id: string): Promise<Answer> {
  const organization = await organizationOf(slug);
  const { integration } = await integrationOf(organization, id);
  const who = { organizationId: organization.id, by: OPERATOR };
  const { webhookLeft } = await uninstall({ integrations, trackers, now, log: quiet }, integration, who);
  const left = "Its webhook could not be removed there: remove the one named Lockstep in Jira. Nothing that it sends is taken.";
  return {
    value: { id, webhookLeft },
    lines: [`${id} is disconnected from ${organization.slug}. Links stay.`, ...(webhookLeft ? [left] : [])],
  };
}

/** Throws Invalid for what has no such secret, NotFound, and as `replaceSecret` does. */
export async function rotateSecret(slug: string, id: string): Promise<Answer> {
  const organization = await organizationOf(slug);
  const { integration } = await integrationOf(organization, id);
  const how = { webhookUrl: cloudWebhookUrl(), organizationId: organization.id, by: OPERATOR };
  const pasted = await replaceSecret({ integrations, jiraCloud, seal, random, now }, integration, how).catch((error: unknown) => {
    if (error instanceof NotFound)
      throw new Invalid(
        "Only a Jira Cloud that was connected with an API token has such a secret. Any other gets a new one by being connected anew, which keeps its links.",
      );
    throw error;
  });
  if (!pasted)
    return {
      value: { id, replaced: true },
      lines: [`${id} has another secret. What was signed with the one of before is taken for two hours.`],
    };
  return {
    value: { id, ...pasted },
    lines: [
      `An administrator has to paste this in Jira within a week; it is not shown again:`,
      "",
      `url     ${pasted.url}`,
      `secret  ${pasted.secret}`,
    ],
  };
}
