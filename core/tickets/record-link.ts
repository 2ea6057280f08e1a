import { Unavailable } from "../errors.ts";
import type { Activity } from "../issues/activity.ts";
import { commitChanges } from "../issues/commit-changes.ts";
import type { GroupRef, GroupState } from "../issues/group.ts";
import type { GroupWithState, StateChange } from "../issues/ports.ts";
import type { Ports } from "../ports.ts";
import type { Integration } from "../sync/integration.ts";
import { urlOf } from "./representation.ts";

type Ticket = { ticket: string; key: string; title: string; isNew: boolean };

/**
 * The history of an issue says who linked which ticket to it, or created one (`create_issue`, behaviour §2.16). The link stands without
 * it: where the history cannot be written now, that is logged.
 */
export async function recordLink(
  ports: Pick<Ports, "groups" | "now" | "log">,
  { issue, integration, userId }: { issue: GroupWithState; integration: Integration; userId: number },
  { ticket, key, title, isNew }: Ticket,
): Promise<void> {
  const now = ports.now();
  const { organizationId, projectId, id: groupId } = issue.group;
  const ref = { organizationId, projectId, groupId };
  const about = { title, provider: "Jira Server", location: urlOf({ key }, integration), label: key, new: isNew };
  const data = { ...about, integration_id: String(integration.id) };
  const decide = (_: GroupRef, { version: expected, assignee, assigneeSourceTime }: GroupState): StateChange => {
    const version = expected + 1;
    const origin = { kind: "user", userId } as const;
    const activity: Activity = {
      ...{ ...ref, version, type: "create_issue", data, origin, sourceTime: now, createdAt: now },
      after: { version, assignee, assigneeSourceTime },
    };
    return { ref, expected, set: {}, activity };
  };
  await commitChanges(ports, [{ ref, state: issue.state, read: true }], decide).catch((error: unknown) => {
    if (!(error instanceof Unavailable)) throw error;
    ports.log.warn("link.activity.failed", { group: groupId, ticket });
  });
}
