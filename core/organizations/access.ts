import { createHash } from "node:crypto";
import { Forbidden, Unauthorized } from "../errors.ts";
import { ROLES, type Role } from "./organization.ts";

export const SCOPES = [
  "org:read",
  "org:write",
  "org:admin",
  "org:integrations",
  "member:read",
  "member:write",
  "member:admin",
  "team:read",
  "team:write",
  "team:admin",
  "project:read",
  "project:write",
  "project:admin",
  "project:releases",
  "event:read",
  "event:write",
  "event:admin",
] as const;
export type Scope = (typeof SCOPES)[number];

/** What each role may, as Sentry's do: what a member may, and more from role to role. */
const ADDED: Record<Role, readonly Scope[]> = {
  member: ["org:read", "member:read", "team:read", "project:read", "project:releases", "event:admin"],
  admin: ["org:integrations", "team:admin", "project:admin"],
  manager: ["org:write", "member:admin"],
  owner: ["org:admin"],
};

/** The scopes of a role, with all that those include. */
export const scopesOf = (role: Role): Scope[] => {
  const held = ROLES.slice(0, ROLES.indexOf(role) + 1).flatMap((it) => ADDED[it]);
  return SCOPES.filter((it) => grants(held, it));
};

/** Who has a scope by their role, in words. */
function rolesWith(scope: Scope): string {
  const roles = ROLES.filter((it) => grants(scopesOf(it), scope)).map((it) => `${it}s`);
  return roles.length > 1 ? `${roles.slice(0, -1).join(", ")} and ${roles.at(-1)}` : (roles[0] ?? "nobody");
}

/** What somebody lacks, for a sentence. */
export const scopeInWords = (scope: Scope): string => `the scope ${scope}, which ${rolesWith(scope)} have by their role`;

/** A bearer token as stored: found by the SHA-256 of its text, which is kept nowhere. */
export type Token = { id: number; organizationId: number; userId: number; scopes: Scope[] } & SignedOut;

/** Which of a token's sessions are over: those with these marks, and all that began at this time or before (milliseconds since 1970). */
export type SignedOut = { ended?: readonly string[]; sessionsFrom?: number };

/** A token as people see it again later. `last` are the last four characters of its text. */
export type NamedToken = Token & { name: string; last: string; createdAt: number } & Passing;

/** `expiresAt`: of a token that one link to sign in stands for, when it is forgotten, in seconds since the Unix epoch. Nobody knows its text. */
export type Passing = { expiresAt?: number };

/** Who asks, and for which organization. */
export type Access = { organizationId: number; userId: number; scopes: Scope[] };

/** `write` includes `read`, `admin` includes both, within one family of scopes. */
function grants(held: readonly Scope[], wanted: Scope): boolean {
  if (held.includes(wanted)) return true;
  const [family, level] = wanted.split(":");
  const stronger = level === "read" ? ["write", "admin"] : level === "write" ? ["admin"] : [];
  return stronger.some((better) => held.some((scope) => scope === `${family}:${better}`));
}

/**
 * The token text of an `Authorization: Bearer …` header (RFC 6750 §2.1; the scheme word in any case).
 * Throws Unauthorized when the header is missing or of another scheme.
 */
export function bearerToken(authorization: string | undefined): string {
  const match = /^bearer +([\x21-\x7e]{1,512})$/i.exec(authorization?.trim() ?? "");
  if (!match) throw new Unauthorized("Authentication credentials were not provided: send a header `Authorization: Bearer` with a token.");
  return match[1]!;
}

/** Whether somebody may, for what is shown of it. */
export const may = ({ scopes }: Pick<Access, "scopes">, wanted: Scope): boolean => grants(scopes, wanted);

/** Throws Forbidden when the token lacks the scope, and says who has it. */
export function requireScope(access: Access, wanted: Scope): void {
  if (!grants(access.scopes, wanted))
    throw new Forbidden(`You do not have permission to perform this action: the token lacks ${scopeInWords(wanted)}.`);
}

/** What is stored of a token: the SHA-256 of its text, in hex. */
export const tokenHash = (token: string): string => createHash("sha256").update(token).digest("hex");
