import { type Directory, issueSummary } from "../../core/issues/representation.ts";
import { parseSearch } from "../../core/issues/search.ts";
import { requestedSort, sortedIssues } from "../../core/issues/sorted-issues.ts";
import type { Page } from "../../core/page.ts";
import { now } from "../adapters/clock.ts";
import { groupOwners } from "../adapters/dynamo/group-owners.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { participations } from "../adapters/dynamo/participations.ts";
import { knowing } from "./directory.ts";

type Input = { projectIds: readonly number[]; directory: Directory; query: URLSearchParams; page: Page };

/** A page of what a list of issues is asked for, as the Web API shows it to the one who looks. Throws Invalid. */
export async function issuesShown({ projectIds, directory, query, page }: Input) {
  const organizationId = directory.organization.id;
  const search = parseSearch([query.get("query") ?? "", ...environments(query)].join(" "), directory, now());
  const sort = requestedSort(query.get("sort"));
  const { items, next, lookedBackTo } = await sortedIssues({ groups, groupOwners }, { organizationId, projectIds, page, ...search, sort });
  const ids = items.map(({ group }) => group.id);
  const participants = await participations.ofUser(organizationId, ids, directory.userId);
  const known = await knowing(
    directory,
    items.map(({ state }) => state.assignee),
  );
  return { next, lookedBackTo, body: items.map((it) => issueSummary(it, known, participants.get(it.group.id))) };
}

/** Clients choose environments beside the search. */
function environments(query: URLSearchParams): string[] {
  const chosen = query.getAll("environment").map((it) => JSON.stringify(it));
  return chosen.length > 0 ? [`environment:[${chosen.join(", ")}]`] : [];
}

/** Says that a page is short because enough was looked through for now: until when. The next page goes on from there. */
export const lookedBack = (time: number | null): Record<string, string> =>
  time === null ? {} : { "x-looked-back-to": new Date(time).toISOString() };
