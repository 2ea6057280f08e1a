import { type Directory, issueSummary } from "../../core/issues/representation.ts";
import { parseSearch } from "../../core/issues/search.ts";
import { requestedSort, sortedIssues } from "../../core/issues/sorted-issues.ts";
import type { Page } from "../../core/page.ts";
import { groupOwners } from "../adapters/dynamo/group-owners.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { participations } from "../adapters/dynamo/participations.ts";
import { knowing } from "./directory.ts";

type Input = { projectIds: readonly number[]; directory: Directory; query: URLSearchParams; page: Page };

/** A page of what a list of issues is asked for, as the Web API shows it to the one who looks. Throws Invalid. */
export async function issuesShown({ projectIds, directory, query, page }: Input) {
  const organizationId = directory.organization.id;
  const search = parseSearch(query.get("query") ?? "", directory);
  const sort = requestedSort(query.get("sort"));
  const { items, next } = await sortedIssues({ groups, groupOwners }, { organizationId, projectIds, page, ...search, sort });
  const ids = items.map(({ group }) => group.id);
  const participants = await participations.ofUser(organizationId, ids, directory.userId);
  const known = await knowing(
    directory,
    items.map(({ state }) => state.assignee),
  );
  return { next, body: items.map((it) => issueSummary(it, known, participants.get(it.group.id))) };
}
