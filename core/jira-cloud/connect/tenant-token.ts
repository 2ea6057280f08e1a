import type { Ports } from "../../ports.ts";
import type { Integration } from "../../trackers/integration.ts";
import { asRemembered, type Remembered } from "../as-remembered.ts";
import { openedSecret } from "../opened-secret.ts";
import type { ConnectJwt } from "./ports.ts";
import type { Asked } from "./query-hash.ts";
import { checkQueryHash, LEEWAY_SECONDS, peekToken, refused, tokenOfHeader } from "./token.ts";

/** What the secret that a tenant shares with us is sealed for, so that it opens nowhere else. */
export const sharedSecretContext = (externalId: string): string => `connect-secret:${externalId}`;

type VerifyPorts = Pick<Ports, "seal" | "now"> & { integrations: Remembered; jwt: ConnectJwt };
type Presented = {
  token: string | null;
  asked: Asked;
  /** Whether a token that stands for a user of pages is taken, too. */
  context?: boolean;
};

/**
 * The tenant that a request is of (behaviour §2.9): HS256 with the secret that the tenant shares, whatever the header of the token says,
 * and made for this request. One read, from a cache while warm; where that does not fit one more, because it may have been installed
 * anew since. What is not active is not known. Throws Unauthorized, which never says why a secret did not fit.
 */
export async function tenantOfToken(ports: VerifyPorts, { token, asked, context = false }: Presented): Promise<Integration> {
  const { header, claims } = peekToken(ports.jwt, token);
  if (header.alg !== "HS256") throw refused("requests are signed with the shared secret.");
  checkQueryHash(claims, asked, { context });
  return asRemembered(ports.integrations, claims.iss, (integration) => verified(ports, token as string, integration));
}

/** The same of the header of a request, which is never a page's. */
export const tenantOfHeader = (ports: VerifyPorts, authorization: string | undefined, asked: Asked): Promise<Integration> =>
  tenantOfToken(ports, { token: tokenOfHeader(authorization), asked });

function verified({ seal, jwt, now }: VerifyPorts, token: string, integration: Integration | null): Integration {
  const secret = integration?.status === "active" ? openedSecret(seal, integration, sharedSecretContext(integration.externalId)) : null;
  if (!integration || secret === null) throw refused("nobody who is connected has signed it.");
  try {
    jwt.verify(token, { algorithm: "HS256", secret }, { now: now(), leewaySeconds: LEEWAY_SECONDS });
  } catch {
    throw refused("its signature does not fit, or it is over.");
  }
  return integration;
}
