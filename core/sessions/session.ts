import { createHash, timingSafeEqual } from "node:crypto";
import * as z from "zod";
import type { SignedOut } from "../organizations/access.ts";
import type { Ports } from "../ports.ts";
import { newSecret } from "../secret.ts";

/**
 * What a browser is signed in with: its cookie is this, sealed. It stands for an API token, which is looked up on every request, so a
 * token that is taken back ends its sessions at once. The token also remembers which of its sessions were signed out.
 */
const Session = z.object({
  /** Random; known to the browser in sealed form only. */
  id: z.string().min(32),
  tokenHash: z.string(),
  /** Milliseconds since the Unix epoch. */
  expiresAt: z.number(),
});
export type Session = z.infer<typeof Session>;

/** Two hours: a set-up, which lives for one, always fits. */
export const SESSION_SECONDS = 7200;

const CONTEXT = "browser-session";

export function sealSession({ seal, now, random }: Pick<Ports, "seal" | "now" | "random">, tokenHash: string): string {
  const session: Session = { id: newSecret({ random }), tokenHash, expiresAt: now() + SESSION_SECONDS * 1000 };
  return seal.close(JSON.stringify(session), CONTEXT);
}

/** The session of a cookie; null when there is none, when it is over, and when it is not one of ours. */
export function openSession({ seal, now }: Pick<Ports, "seal" | "now">, cookie: string | undefined): Session | null {
  if (!cookie) return null;
  try {
    const session = Session.parse(JSON.parse(seal.open(cookie, CONTEXT)));
    return session.expiresAt > now() ? session : null;
  } catch {
    return null;
  }
}

const digest = (purpose: string, { id }: Session): string => createHash("sha256").update(`${purpose}:${id}`).digest("hex");

/** What a token remembers of a session that was signed out; 128 bits. */
export const sessionMark = (session: Session): string => digest("ended", session).slice(0, 32);

/** Whether a session was ended before its time, by what its token remembers: no other read than that of the token. */
export const isSignedOut = (session: Session, { ended = [], sessionsFrom = 0 }: SignedOut): boolean =>
  ended.includes(sessionMark(session)) || session.expiresAt - SESSION_SECONDS * 1000 <= sessionsFrom;

/** What stands for this browser in the store. */
export const browserOf = (session: Session): string => digest("browser", session);

/** Every form carries this: another site can make the browser send its cookie, but cannot read a page (OWASP: CSRF prevention). */
export const formToken = (session: Session): string => digest("form", session);

/** In constant time. */
export function isFormToken(session: Session, given: string | null): boolean {
  const expected = Buffer.from(formToken(session));
  const actual = Buffer.from(given ?? "");
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}
