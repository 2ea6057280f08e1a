import { latestAsked } from "../../core/issues/latest-asked.ts";
import type { IssuePage } from "../../core/issues/list-issues.ts";
import { namedIssues } from "../../core/issues/named-issues.ts";
import { type Directory, issueSummary } from "../../core/issues/representation.ts";
import { parseSearch } from "../../core/issues/search.ts";
import { requestedSort, sortedIssues } from "../../core/issues/sorted-issues.ts";
import type { Page } from "../../core/page.ts";
import { now } from "../adapters/clock.ts";
import { events } from "../adapters/dynamo/events.ts";
import { groupOwners } from "../adapters/dynamo/group-owners.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { participations } from "../adapters/dynamo/participations.ts";
import { releases } from "../adapters/dynamo/releases.ts";
import { knowing } from "./directory.ts";

type Input = { projectIds: readonly number[]; directory: Directory; query: URLSearchParams; page: Page };

/** A page of what a list of issues is asked for, as the Web API shows it to the one who looks. Throws Invalid. */
export async function issuesShown(input: Input) {
  const { directory } = input;
  const { items, next, lookedBackTo } = await issuesFound(input);
  const ids = items.map(({ group }) => group.id);
  const participants = await participations.ofUser(directory.organization.id, ids, directory.userId);
  const known = await knowing(
    directory,
    items.map(({ state }) => state.assignee),
  );
  return { next, lookedBackTo, body: items.map((it) => issueSummary(it, known, participants.get(it.group.id))) };
}

async function issuesFound({ projectIds, directory, query: asked, page }: Input): Promise<IssuePage> {
  const query = [asked.get("query") ?? "", ...environments(asked)].join(" ");
  const where = { organizationId: directory.organization.id, projectIds };
  const latest = await latestAsked({ releases }, { ...where, query });
  const search = parseSearch(query, directory, now(), latest);
  const sort = requestedSort(asked.get("sort"));
  const named = await namedIssues({ groups, groupOwners, events }, { ...where, query, search });
  if (named) return { items: named, next: null, lookedBackTo: null };
  return sortedIssues({ groups, groupOwners }, { ...where, page, ...search, sort });
}

/** Clients choose environments beside the search. */
function environments(query: URLSearchParams): string[] {
  const chosen = query.getAll("environment").map((it) => JSON.stringify(it));
  return chosen.length > 0 ? [`environment:[${chosen.join(", ")}]`] : [];
}

/** Says that a page is short because enough was looked through for now: until when. The next page goes on from there. */
export const lookedBack = (time: number | null): Record<string, string> =>
  time === null ? {} : { "x-looked-back-to": new Date(time).toISOString() };
