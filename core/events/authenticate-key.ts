import { Forbidden, Unauthorized } from "../errors.ts";
import type { Projects } from "../projects/ports.ts";
import type { ProjectKey } from "../projects/project.ts";
import { asText, type Untrusted } from "./untrusted.ts";

type Claim = { query: URLSearchParams; headers: Record<string, string | undefined> };

/** The public key a client names: in the query, or in a header `Sentry sentry_key=…, sentry_version=7, …`. */
export function claimedKey({ query, headers }: Claim): string | null {
  const header = headers["x-sentry-auth"] ?? headers.authorization ?? "";
  return query.get("sentry_key") ?? /^sentry\s(?:.*[,\s])?sentry_key=([^,\s]+)/i.exec(header)?.[1] ?? null;
}

/** The public key in the DSN of an envelope header: what a client behind a tunnel has to show. */
export function dsnKey(header: Untrusted): string | null {
  const dsn = asText(header.dsn, 2048) ?? "";
  return URL.canParse(dsn) ? new URL(dsn).username : null;
}

/**
 * The active key with this public part, if it is of the project in the path. Throws Unauthorized without a key, Forbidden for one that
 * is unknown, switched off or of another project: which of them it was is nobody's business.
 */
export async function authenticateKey(
  { projects }: { projects: Pick<Projects, "key"> },
  publicKey: string | null,
  projectId: string,
): Promise<ProjectKey> {
  if (!publicKey) throw new Unauthorized("missing authorization information");
  const key = /^[0-9a-f]{32}$/.test(publicKey) ? await projects.key(publicKey) : null;
  if (!key?.active || String(key.projectId) !== projectId) throw new Forbidden("event submission rejected with_reason: ProjectId");
  return key;
}
