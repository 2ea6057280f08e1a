import type { Audited, Audits } from "../../../core/organizations/audit.ts";
import { auditItem } from "./audit-entry.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { PutCommand } from "./commands.ts";
import { keys } from "./keys.ts";
import { queryPage } from "./query.ts";

export const audits: Audits = {
  async record(organizationId, entry) {
    await orUnavailable(dynamo.send(new PutCommand({ TableName: tableName(), Item: auditItem(organizationId, entry) })));
  },

  async list(organizationId, page) {
    const { items, next } = await queryPage({ pk: keys.auditEntry(organizationId, 0, "").pk, page });
    return { items: items.map(({ pk: _pk, sk: _sk, expiresAt: _, ...it }) => it as Audited), next };
  },
};
