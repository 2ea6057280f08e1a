import type { Revised } from "../organizations/organization.ts";
import type { Privacy } from "./privacy.ts";

export type Project = Revised & {
  id: number;
  slug: string;
  name: string;
  platform: string | null;
  createdAt: number;
  firstEventAt: number | null;
  teams: number[];
  /** Left out where nothing was refused so far. */
  refused?: Refused;
  /** Left out where nobody ever said what it wants. */
  privacy?: Privacy;
};

/** Requests beyond the rate of a key, and errors beyond the new issues of a minute; and when the last of them came. */
export type Refused = Record<RefusedKind, number> & { last: number };
export type RefusedKind = "requests" | "newIssues";

/** So many requests in so many seconds. */
export type RateLimit = { count: number; window: number };

/** A client key. `publicKey` is 32 lower-case hex digits and stands in the DSN. */
export type ProjectKey = {
  id: string;
  organizationId: number;
  projectId: number;
  publicKey: string;
  name: string;
  active: boolean;
  createdAt: number;
  /** Left out where it is that of everybody. */
  rateLimit?: RateLimit | null;
};

/** The DSN that SDKs are configured with: `{scheme}://{publicKey}@{host}/{projectId}`. */
export function dsn(publicUrl: string, key: Pick<ProjectKey, "publicKey" | "projectId">): string {
  const url = new URL(publicUrl);
  return `${url.protocol}//${key.publicKey}@${url.host}${url.pathname.replace(/\/+$/, "")}/${key.projectId}`;
}
