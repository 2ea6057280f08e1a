import * as z from "zod";
import { Unauthorized } from "../../errors.ts";
import type { ConnectJwt } from "./ports.ts";
import { type Asked, queryHash } from "./query-hash.ts";

/** By how much the clocks of whoever signs and ours may differ, in seconds. Atlassian's tokens hold for three minutes. */
export const LEEWAY_SECONDS = 60;
/** Characters of a token at most: headers have room for little more. */
const LONGEST = 8_000;
/** The hash of a token that stands for a user of a page and for no request. */
const OF_CONTEXT = "context-qsh";

const Header = z.looseObject({ alg: z.enum(["HS256", "RS256"]), kid: z.string().optional(), crit: z.undefined().optional() });
const Claims = z.looseObject({ iss: z.string().min(1).max(64), exp: z.number(), qsh: z.string().min(1).max(200) });
export type Peeked = { header: z.infer<typeof Header>; claims: z.infer<typeof Claims> };

/** Nothing of a token is in what is said of it. */
export const refused = (reason: string): Unauthorized => new Unauthorized(`The token is refused: ${reason}`);

/**
 * A token of Atlassian Connect, as it says it is: to find out whose key it has to fit, before anything is fetched or read. What asks for
 * extensions that we do not know is none (RFC 7515, 4.1.11). Throws Unauthorized.
 */
export function peekToken(jwt: ConnectJwt, token: string | null): Peeked {
  if (!token) throw refused("there is none.");
  const peeked = token.length > LONGEST ? null : jwt.peek(token);
  const header = Header.safeParse(peeked?.header);
  const claims = Claims.safeParse(peeked?.claims);
  if (!header.success) throw refused("it is not signed in a way that is taken here.");
  if (!claims.success) throw refused("issuer, end or query hash is missing.");
  return { header: header.data, claims: claims.data };
}

/** Whatever follows the first space of an `Authorization` header, whichever word stands in front (behaviour §2.9). */
export const tokenOfHeader = (authorization: string | undefined): string | null => /^\S+ +(\S+)\s*$/.exec(authorization ?? "")?.[1] ?? null;

/**
 * That the token was made for this request. `context-qsh` stands for any page its user looks at, so it is taken only where a page says
 * so, and for nothing that changes anything. Throws Unauthorized.
 */
export function checkQueryHash(
  { qsh }: Pick<Peeked["claims"], "qsh">,
  asked: Asked,
  { context = false }: { context?: boolean } = {},
): void {
  if (qsh === OF_CONTEXT && context) return;
  if (qsh !== queryHash(asked)) throw refused("it was made for another request.");
}
