import type { Access } from "../../core/organizations/access.ts";
import type { AuditEvent } from "../../core/organizations/audit.ts";
import { now } from "./clock.ts";
import { audits } from "./dynamo/audits.ts";
import { logFailure } from "./log.ts";

/** Notes who did what. What was done is done: where noting it fails, that is in the log and nowhere else. */
export async function audit(
  { organizationId, userId }: Pick<Access, "organizationId" | "userId">,
  event: AuditEvent,
  target: number | string,
  data: Record<string, unknown> = {},
): Promise<void> {
  await audits
    .record(organizationId, { event, actor: userId, target, at: now(), data })
    .catch((error: unknown) => logFailure("audit.lost", error));
}
