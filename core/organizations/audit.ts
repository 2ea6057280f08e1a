import type { Page, Paged } from "../page.ts";

/** What somebody did to the settings of an organization. Names in the manner of Sentry's audit log. */
export type AuditEvent =
  | "ORG_EDIT"
  | "MEMBER_ADD"
  | "MEMBER_EDIT"
  | "MEMBER_REMOVE"
  | "TEAM_ADD"
  | "TEAM_EDIT"
  | "TEAM_REMOVE"
  | "PROJECT_ADD"
  | "PROJECT_EDIT"
  | "PROJECT_REMOVE"
  | "PROJECTKEY_ADD"
  | "PROJECTKEY_EDIT"
  | "PROJECTKEY_REMOVE"
  | "OWNERSHIP_EDIT"
  | "TOKEN_ADD"
  | "TOKEN_REMOVE"
  | "INTEGRATION_ADD"
  | "INTEGRATION_EDIT"
  | "INTEGRATION_REMOVE"
  | "ACCOUNTS_EDIT";

/** `target` names what was changed, for people; `actor` is a user; `at` in milliseconds since the Unix epoch. */
export type Audited = { event: string; actor: number; target: number | string; at: number; data: Record<string, unknown> };

export type Audits = {
  /** Notes what was done, once it is done. Kept a year. */
  record(organizationId: number, entry: Audited & { event: AuditEvent }): Promise<void>;
  /** Newest first. */
  list(organizationId: number, page: Page): Promise<Paged<Audited>>;
};
