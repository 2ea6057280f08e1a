import * as z from "zod";
import { Invalid } from "../errors.ts";
import type { Ports } from "../ports.ts";
import type { Integration } from "../trackers/integration.ts";
import type { Integrations } from "../trackers/ports.ts";

/** JSON Web Tokens (RFC 7519). `verify` checks an HS256 signature and the time claims, and throws on anything else. */
export type Jwt = {
  /** The payload, unverified; null when the text is no token. */
  peek(token: string): unknown;
  /** HS256, with no time claims of its own. */
  sign(payload: object, secret: string): string;
  verify(token: string, secret: string): Record<string, unknown>;
};

const Peeked = z.looseObject({ id: z.unknown().optional() });

/** What a webhook secret is sealed for, so that it opens nowhere else. */
export const secretContext = (provider: string, externalId: string): string => `webhook-secret:${provider}:${externalId}`;

type Verified = { integration: Integration; secret: string };
type VerifyPorts = Pick<Ports, "seal"> & { integrations: Integrations } & { jwt: Jwt };

/**
 * The integration a webhook token speaks for, and its secret (behaviour §1.10; §13 decision 10: only this provider's, only while it is
 * active). The payload is read to find the secret and believed only after the signature held. One read, from a cache while warm; where
 * that does not fit, one more, because a set-up may have given Jira a new token since. Throws Invalid, saying which of the checks failed
 * and never why a secret did not fit.
 */
export async function integrationFromToken(ports: VerifyPorts, token: string): Promise<Verified> {
  if (token.trim() === "") throw new Invalid("Token was empty");
  const payload = Peeked.safeParse(ports.jwt.peek(token));
  if (!payload.success) throw new Invalid("Could not decode JWT token");
  const { id } = payload.data;
  if (id === undefined) throw new Invalid("Token did not contain `id`");
  if (typeof id !== "string") throw new Invalid(UNKNOWN);
  const remembered = await ports.integrations.byExternalId("jira_server", id);
  try {
    return verify(ports, token, remembered);
  } catch (error) {
    const current = await ports.integrations.find("jira_server", id);
    const same = current?.sealedWebhookSecret === remembered?.sealedWebhookSecret && current?.status === remembered?.status;
    if (same) throw error;
    return verify(ports, token, current);
  }
}

const UNKNOWN = "Could not find integration for token";

function verify({ seal, jwt }: VerifyPorts, token: string, integration: Integration | null): Verified {
  if (integration?.status !== "active" || !integration.sealedWebhookSecret) throw new Invalid(UNKNOWN);
  const secret = seal.open(integration.sealedWebhookSecret, secretContext(integration.provider, integration.externalId));
  const claims = verified(jwt, token, secret);
  if (claims.aud !== undefined) throw new Invalid("Could not validate JWT. Got an audience, expected none");
  return { integration, secret };
}

function verified(jwt: Jwt, token: string, secret: string): Record<string, unknown> {
  try {
    return jwt.verify(token, secret);
  } catch (cause) {
    throw new Invalid("Could not validate JWT", { cause });
  }
}
