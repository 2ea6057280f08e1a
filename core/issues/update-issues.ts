import * as z from "zod";
import type { Organization } from "../organizations/organization.ts";
import type { Ports } from "../ports.ts";
import { resolveActor } from "./actors.ts";
import { assign } from "./assign.ts";
import { deassign } from "./deassign.ts";
import type { GroupRef, GroupState, Status, Substatus } from "./group.ts";
import type { GroupWithState } from "./ports.ts";
import { setStatus } from "./status.ts";

/** What a client may change (behaviour §8.2). Fields we do not know are ignored, as clients expect. */
export const IssueUpdate = z.object({
  status: z.enum(["resolved", "unresolved", "ignored", "muted", "resolvedInNextRelease"]).optional(),
  substatus: z
    .enum(["archived_until_escalating", "archived_until_condition_met", "archived_forever", "escalating", "ongoing", "regressed", "new"])
    .nullish(),
  /** `""` and null take the issue from its owner. */
  assignedTo: z.union([z.string().max(320), z.int().positive().transform(String)]).nullish(),
});
export type IssueUpdate = z.infer<typeof IssueUpdate>;

type Needed = Pick<Ports, "groups" | "organizations" | "now" | "log">;

/**
 * Changes status and owner of issues for a user. An owner that may not have every one of them is refused before anything is written.
 * Throws Invalid with field messages, or Unavailable.
 */
export async function updateIssues(
  ports: Needed,
  organization: Organization,
  userId: number,
  issues: readonly GroupWithState[],
  update: IssueUpdate,
): Promise<void> {
  const owner = update.assignedTo ? await resolveActor(ports, organization, projectsOf(issues), update.assignedTo) : null;
  const change = { origin: { kind: "user", userId } as const, sourceTime: ports.now() };
  if (update.status) {
    const { status, substatus } = statusOf(update.status, update.substatus ?? null);
    await setStatus(ports, issues.map(targetOf), { status, substatus, ...change });
  }
  if (update.assignedTo === undefined) return;
  // A status change of the same call has moved the version on: the states are hints by now.
  const targets = issues.map((issue) => ({ ...targetOf(issue), read: update.status === undefined }));
  if (owner) await assign(ports, targets, { owner, ...change });
  else await deassign(ports, targets, change);
}

const projectsOf = (issues: readonly GroupWithState[]): number[] => [...new Set(issues.map(({ group }) => group.projectId))];

const targetOf = ({ group, state }: GroupWithState): { ref: GroupRef; state: GroupState; read: boolean } => ({
  ref: { organizationId: group.organizationId, projectId: group.projectId, groupId: group.id },
  state,
  read: true,
});

/** `muted` is what older clients say for ignored (behaviour §8.2). */
function statusOf(
  status: NonNullable<IssueUpdate["status"]>,
  substatus: Substatus | null,
): { status: Status; substatus: Substatus | null } {
  switch (status) {
    case "resolved":
    case "resolvedInNextRelease":
      return { status: "resolved", substatus: null };
    case "unresolved":
      return { status: "unresolved", substatus: substatus ?? "ongoing" };
    case "ignored":
    case "muted":
      return { status: "ignored", substatus: substatus ?? "archived_until_escalating" };
  }
}
