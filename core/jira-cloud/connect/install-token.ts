import type { Ports } from "../../ports.ts";
import type { ConnectJwt, ConnectKeys } from "./ports.ts";
import type { Asked } from "./query-hash.ts";
import { checkQueryHash, LEEWAY_SECONDS, peekToken, refused, tokenOfHeader } from "./token.ts";

type InstallPorts = Pick<Ports, "now"> & { jwt: ConnectJwt; connectKeys: ConnectKeys };

/** Ids of Atlassian's keys are UUIDs. Whatever else it is, it becomes part of an address: no dot, no slash, nothing encoded. */
const KID = /^[A-Za-z0-9_-]{1,100}$/;

/**
 * Which tenant was installed or uninstalled (behaviour §2.9, §2.11; §13 decisions 14 and 15): RS256 with a key of Atlassian's, made for us
 * and for this request. A token without `kid` is refused. Whatever can be told without its key is looked at before that is fetched.
 * Answers the tenant's key. Throws Unauthorized, and Unavailable while the keys cannot be had.
 */
export async function installedTenant(
  ports: InstallPorts,
  { authorization, asked, audience }: { authorization: string | undefined; asked: Asked; audience: string },
): Promise<string> {
  const token = tokenOfHeader(authorization);
  const { header, claims } = peekToken(ports.jwt, token);
  if (header.alg !== "RS256" || !KID.test(header.kid ?? "")) throw refused("installations are signed with a key of Atlassian's.");
  if (![claims.aud].flat().includes(audience)) throw refused("it is meant for another app.");
  checkQueryHash(claims, asked);
  const publicKey = await ports.connectKeys.find(header.kid as string);
  if (publicKey === null) throw refused("Atlassian has no such key.");
  try {
    ports.jwt.verify(token as string, { algorithm: "RS256", publicKey, audience }, { now: ports.now(), leewaySeconds: LEEWAY_SECONDS });
  } catch {
    throw refused("its signature does not fit, or it is over.");
  }
  return claims.iss;
}
