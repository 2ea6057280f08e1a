import { sharedSecretContext } from "../jira-cloud/connect/tenant-token.ts";
import { clientSecretContext } from "../jira-cloud/oauth/delivery.ts";
import { webhookSecretContext } from "../jira-cloud/webhook.ts";
import { secretContext } from "../jira-server/webhook-token.ts";
import type { Seal } from "../ports.ts";
import { credentialsContext, type Integration } from "../trackers/integration.ts";

/** What is kept sealed for good: an integration's credentials and the secrets of its webhook. Everything else that is sealed ends by itself within hours. */
export type Secrets = Pick<
  Integration,
  "id" | "provider" | "externalId" | "sealedCredentials" | "sealedWebhookSecret" | "formerWebhookSecrets"
>;

export type SealedSecrets = {
  /** Every integration that has any, also one that nobody has installed; a page of the table at a time. Throws Unavailable. */
  pages(): AsyncIterable<Secrets[]>;
  /** False where somebody changed them meanwhile. Throws Unavailable. */
  replace(before: Secrets, after: Secrets): Promise<boolean>;
};

const contextsOf = ({ id, provider, externalId }: Secrets): string[] => [
  credentialsContext(id),
  secretContext(provider, externalId),
  webhookSecretContext(externalId),
  clientSecretContext(externalId),
  sharedSecretContext(externalId),
];

/** Opens it for whatever it was sealed, as which way an integration was connected says only what is in it. */
function opened(seal: Seal, sealed: string, secrets: Secrets): { plain: string; context: string } | null {
  for (const context of contextsOf(secrets)) {
    try {
      return { plain: seal.open(sealed, context), context };
    } catch {
      // For another of them, or with another key.
    }
  }
  return null;
}

/** Whether everything that is kept of it can be opened; expired secrets do not count. */
export function canOpen(seal: Seal, secrets: Secrets, now: number): boolean {
  const former = (secrets.formerWebhookSecrets ?? []).filter((it) => it.until > now).map((it) => it.sealed);
  const all = [secrets.sealedCredentials, secrets.sealedWebhookSecret, ...former];
  return all.every((it) => it === null || opened(seal, it, secrets) !== null);
}

type Needed = { seal: Seal; now: () => number; isSealedNow: (sealed: string) => boolean; sealedSecrets: SealedSecrets };
/** `unopened`: integrations of which something cannot be opened with any key that is set. */
export type Resealed = { looked: number; resealed: number; unopened: Secrets[]; changed: number };

/**
 * Seals everything that is kept with the key that holds now. Again is the same; what is killed in the middle goes on. What somebody changes
 * at the same time is left, and counted in `changed`: it was sealed anew by that, or is by the next run. Throws Unavailable.
 */
export async function reseal(ports: Needed, said: (so: Resealed) => void = () => {}): Promise<Resealed> {
  const so: Resealed = { looked: 0, resealed: 0, unopened: [], changed: 0 };
  for await (const page of ports.sealedSecrets.pages()) {
    for (const before of page) {
      so.looked++;
      if (!canOpen(ports.seal, before, ports.now())) so.unopened.push(before);
      else {
        const after = sealedAnew(ports, before);
        if (JSON.stringify(after) === JSON.stringify(before)) continue;
        if (await ports.sealedSecrets.replace(before, after)) so.resealed++;
        else so.changed++;
      }
    }
    said(so);
  }
  return so;
}

function sealedAnew({ seal, isSealedNow, now }: Needed, secrets: Secrets): Secrets {
  const anew = (sealed: string): string => {
    const found = isSealedNow(sealed) ? null : opened(seal, sealed, secrets);
    return found ? seal.close(found.plain, found.context) : sealed;
  };
  const orNull = (sealed: string | null): string | null => (sealed === null ? null : anew(sealed));
  return {
    ...secrets,
    sealedCredentials: orNull(secrets.sealedCredentials),
    sealedWebhookSecret: orNull(secrets.sealedWebhookSecret),
    ...(secrets.formerWebhookSecrets && {
      formerWebhookSecrets: secrets.formerWebhookSecrets.filter((it) => it.until > now()).map((it) => ({ ...it, sealed: anew(it.sealed) })),
    }),
  };
}
