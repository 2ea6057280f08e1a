import { Unauthorized } from "../../errors.ts";
import type { Ports } from "../../ports.ts";
import type { Integration } from "../../trackers/integration.ts";
import { asRemembered, type Remembered } from "../as-remembered.ts";
import type { ConnectJwt } from "../connect/ports.ts";
import { LEEWAY_SECONDS } from "../connect/token.ts";
import { openedSecret } from "../opened-secret.ts";
import { oauthExternalId } from "./credentials.ts";

/** What an app's client secret is sealed for where deliveries are verified with it. */
export const clientSecretContext = (externalId: string): string => `oauth-secret:${externalId}`;

/** What Atlassian's console gives as a client id: it is part of the address of the app's webhooks. */
export const CLIENT_ID = /^[A-Za-z0-9_-]{1,50}$/;
const LONGEST = 8_000;

type VerifyPorts = Pick<Ports, "seal" | "now"> & { integrations: Remembered; jwt: ConnectJwt };

/**
 * The integration that a delivery of a dynamic webhook is of: its address says which app's, and its bearer token is signed with the secret
 * of that app by HS256, whatever the token says. Nothing signs the body, and what the token claims Atlassian documents nowhere: times are
 * held to where it has them. Throws Unauthorized.
 */
export async function integrationOfDelivery(
  ports: VerifyPorts,
  { clientId, authorization }: { clientId: string; authorization: string | undefined },
): Promise<Integration> {
  const token = /^Bearer +(\S+)\s*$/i.exec(authorization ?? "")?.[1];
  if (!token || token.length > LONGEST || !CLIENT_ID.test(clientId)) throw new Unauthorized("The delivery has no token.");
  const peeked = ports.jwt.peek(token);
  if (peeked?.header.alg !== "HS256" || peeked.header.crit !== undefined)
    throw new Unauthorized("The token is not signed as it should be.");
  return asRemembered(ports.integrations, oauthExternalId(clientId), (integration) => {
    const secret =
      integration?.status === "active" ? openedSecret(ports.seal, integration, clientSecretContext(integration.externalId)) : null;
    if (!integration || secret === null) throw new Unauthorized("No app that is connected has this address.");
    try {
      const times = { now: ports.now(), leewaySeconds: LEEWAY_SECONDS, endless: true };
      ports.jwt.verify(token, { algorithm: "HS256", secret }, times);
    } catch {
      throw new Unauthorized("The token's signature does not fit, or it is over.");
    }
    return integration;
  });
}
