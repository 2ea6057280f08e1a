import type { Audited } from "../../../core/organizations/audit.ts";
import { tableName } from "./client.ts";
import { keys } from "./keys.ts";
import type { Write } from "./transact.ts";

const YEAR_SECONDS = 365 * 86_400;

/** Who did what to what, and when; written once, however often it is written. */
export const auditEntry = (organizationId: number, entry: Audited): Write => ({
  Put: { TableName: tableName(), Item: auditItem(organizationId, entry) },
});

export const auditItem = (organizationId: number, entry: Audited) => ({
  ...keys.auditEntry(organizationId, entry.at, `${entry.event}#${entry.target}`),
  ...entry,
  expiresAt: Math.floor(entry.at / 1000) + YEAR_SECONDS,
});
