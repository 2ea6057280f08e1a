import { Invalid } from "../errors.ts";
import type { Organization } from "../organizations/organization.ts";
import type { Sender } from "../ports.ts";
import type { Releases } from "../releases/ports.ts";
import type { IssueUpdate, IssueUpdates } from "./issue-update.ts";
import { latestAsked } from "./latest-asked.ts";
import { type Merged, mergeIssues, requireMergeable } from "./merge-issues.ts";
import type { GroupOwners, GroupWithState, Merges } from "./ports.ts";
import type { People } from "./search-owners.ts";
import { selectIssues } from "./select-issues.ts";
import { type UpdatePorts, updateIssues } from "./update-issues.ts";

/** What one request changes without ids: ten transactions a change, which is within its time also when the database is slow. */
const IN_REQUEST = 240;

type Needed = UpdatePorts & {
  releases: Pick<Releases, "latest">;
  groupOwners: GroupOwners;
  merges: Merges;
  issueUpdates: Sender<IssueUpdates>;
};
type Input = { organization: Organization; projectIds: readonly number[]; query: URLSearchParams; people: People; update: IssueUpdate };

/** One of the issues as it is now, for what is true of all; what was merged; and `unfinished` when a queue goes on with those that did not fit. */
export type Selected = { issue: GroupWithState; unfinished: boolean; merged: Merged | null };

/**
 * A bulk change (behaviour §8.3): selects, changes, and leaves to a queue what is more than one request changes. Null where nothing
 * was selected. Throws Invalid for a selection or a change that cannot be, then nothing is written; or Unavailable.
 */
export async function updateSelection(ports: Needed, input: Input): Promise<Selected | null> {
  const { organization, projectIds, query, people, update } = input;
  const at = ports.now();
  const latest = await latestAsked(ports, { organizationId: organization.id, projectIds, query: query.get("query") ?? "" });
  const meant = { organizationId: organization.id, projectIds, query, people, latest, now: at };
  const { issues, next } = await selectIssues(ports, { ...meant, most: IN_REQUEST });
  const [first] = issues;
  if (!first) return null;
  if (update.merge && next !== null) throw new Invalid("That many issues cannot be merged at once.");
  if (update.merge) requireMergeable(issues);
  const { userId } = people;
  const updated = await updateIssues(ports, { organization, userId, issues, update, at });
  if (next !== null) {
    const rest = { query: query.get("query"), status: query.get("status"), after: next, again: false, latest: [...latest] };
    await ports.issueUpdates.send([{ v: 1, organizationId: organization.id, projectIds: [...projectIds], userId, at, update, ...rest }]);
  }
  const merged = update.merge ? await mergeIssues(ports, { userId, issues: updated.issues }) : null;
  return { issue: updated.issues[0] ?? first, unfinished: next !== null, merged };
}
