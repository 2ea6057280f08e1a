import type { Organization } from "../organizations/organization.ts";
import type { Sender } from "../ports.ts";
import type { BulkUpdate } from "./issue-update.ts";
import type { GroupOwners } from "./ports.ts";
import type { People } from "./search-owners.ts";
import { selectIssues } from "./select-issues.ts";
import { type UpdatePorts, updateIssues } from "./update-issues.ts";

/** Issues of one step (behaviour §8.3). */
const IN_STEP = 1000;

type Needed = UpdatePorts & {
  groupOwners: GroupOwners;
  issueUpdates: Sender<BulkUpdate>;
};

/**
 * Goes on with a bulk change, up to 1,000 issues at a time. Issues that got an event meanwhile moved to the front of the list, past the
 * place where this goes on, so at the end it goes once more over those seen since the request. Whatever came after the request is newer
 * and stays, so it may run twice. Throws Unavailable.
 */
export async function continueUpdate(
  ports: Needed,
  { organization, people }: { organization: Organization; people: People },
  message: BulkUpdate,
): Promise<void> {
  const { projectIds, userId, at, update, after, again } = message;
  const query = new URLSearchParams({
    ...(message.query !== null && { query: message.query }),
    ...(message.status !== null && { status: message.status }),
  });
  const meant = { organizationId: organization.id, projectIds, query, people, latest: new Map(message.latest), now: at };
  const selected = await selectIssues(ports, { ...meant, most: IN_STEP, after });
  const issues = selected.issues.filter(({ group }) => group.firstSeen <= at && (!again || group.lastSeen >= at));
  if (issues.length > 0) await updateIssues(ports, { organization, userId, issues, update, at, late: true });
  const isOver = selected.next === null || (again && issues.length < selected.issues.length);
  if (!isOver) await ports.issueUpdates.send([{ ...message, after: selected.next }]);
  else if (!again) await ports.issueUpdates.send([{ ...message, after: null, again: true }]);
  ports.log.info("bulk.continued", { count: issues.length });
}
