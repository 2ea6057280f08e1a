import { tableName } from "./client.ts";
import { keys } from "./keys.ts";
import type { Write } from "./transact.ts";

type Audited = { event: string; actor: number; target: number; at: number; data: Record<string, unknown> };

/** Who did what to what, and when; written once, however often it is written. */
export const auditEntry = (organizationId: number, entry: Audited): Write => ({
  Put: {
    TableName: tableName(),
    Item: { ...keys.auditEntry(organizationId, entry.at, `${entry.event}#${entry.target}`), ...entry },
  },
});
