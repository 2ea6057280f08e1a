import { assign, type Owner } from "../issues/assign.ts";
import type { GroupRef } from "../issues/group.ts";
import type { Groups } from "../issues/ports.ts";
import type { SuggestedOwner } from "../issues/suggested-owners.ts";
import type { Ports } from "../ports.ts";
import type { OwnershipSettings } from "./ownership.ts";

/** As far back as an earlier assignment is looked for. */
const ACTIVITIES = 1_000;

const INTEGRATION = { ownership_rule: "projectOwnership", codeowners: "codeowners" } as const;

/**
 * Gives the group to the strongest owner (behaviour §5.7), if the project wants that, nobody has it, and no person gave it to anybody
 * before, even if it was taken away since. `at` is when the event came: who changed the owner after that is not overruled. Answers
 * whether the group has an owner afterwards. Throws Unavailable.
 */
export async function autoAssign(
  ports: Pick<Ports, "now" | "log"> & { groups: Groups },
  ref: GroupRef,
  { autoAssignment }: OwnershipSettings,
  strongest: Pick<SuggestedOwner, "source" | "rule"> & { owner: Owner },
  at: number,
): Promise<boolean> {
  const issue = await ports.groups.get(ref.organizationId, ref.groupId);
  if (!issue) return false;
  if (issue.state.assignee) return true;
  if (!autoAssignment || (issue.state.version > 0 && (await wasAssignedByHand(ports, ref)))) return false;
  const { source, rule, owner } = strongest;
  const [outcome] = await assign(ports, [{ ref, state: issue.state }], {
    owner,
    origin: { kind: "rule", rule },
    sourceTime: at,
    createOnly: true,
    extra: { integration: INTEGRATION[source], rule },
  });
  return outcome?.state?.assignee != null;
}

async function wasAssignedByHand({ groups }: { groups: Groups }, { organizationId, groupId }: GroupRef): Promise<boolean> {
  const newest = (await groups.activities(organizationId, groupId, ACTIVITIES)).find((it) => it.type === "assigned");
  return newest !== undefined && !newest.data.integration;
}
