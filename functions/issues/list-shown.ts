import { Invalid, NotFound } from "../../core/errors.ts";
import type { IssuePage } from "../../core/issues/list-issues.ts";
import type { Directory } from "../../core/issues/representation.ts";
import { parseSearch } from "../../core/issues/search.ts";
import { requestedSort, sortedIssues } from "../../core/issues/sorted-issues.ts";
import { type Access, may } from "../../core/organizations/access.ts";
import type { Organization } from "../../core/organizations/organization.ts";
import { chosenProjects } from "../../core/projects/chosen-projects.ts";
import { formToken, type Session } from "../../core/sessions/session.ts";
import { now } from "../adapters/clock.ts";
import { groupOwners } from "../adapters/dynamo/group-owners.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import type { Live } from "../edges/live.ts";
import type { Document } from "../views/document.ts";
import { chipsOf } from "./chips.ts";
import { knowing, pageDirectory } from "./directory.ts";
import { listDocument } from "./list-document.ts";
import { type Asked, askedOf } from "./list-filters.ts";

/** Rows of a page: with two tickets and a message each they are looked at in one request. */
const ROWS = 20;

type Request = { organization: Organization; access: Access; session: Session };
type Found = IssuePage & { problem: string | null };

/** The list of issues that an address asks for. A search that is not understood says why, in a list without issues. */
export async function listShown({ organization, access, session }: Request, query: URLSearchParams): Promise<Document & { live: Live }> {
  const asked = askedOf(query);
  const directory = await pageDirectory(organization, access.userId);
  const cursor = query.get("cursor") || undefined;
  const found = await search(asked, directory, cursor);
  const known = await knowing(
    directory,
    found.items.map(({ state }) => state.assignee),
  );
  const { chips, ...live } = await chipsOf(organization.id, found.items, known.members);
  const shown = { ...found, slug: organization.slug, formToken: formToken(session), directory: known, asked, chips };
  const document = listDocument({ ...shown, isFirst: cursor === undefined, mayChange: may(access, "event:write"), now: now() });
  return { ...document, live };
}

async function search({ query, project, owner, sort }: Asked, directory: Directory, cursor: string | undefined): Promise<Found> {
  const organizationId = directory.organization.id;
  try {
    const projectIds = chosenProjects(directory.projects, new URLSearchParams(project === "" ? {} : { project }));
    const all = [query, ...(owner === "" ? [] : [`assigned:${JSON.stringify(owner)}`])].join(" ");
    const terms = parseSearch(all, directory, now());
    const input = { organizationId, projectIds, page: { limit: ROWS, cursor }, ...terms, sort: requestedSort(sort) };
    return { ...(await sortedIssues({ groups, groupOwners }, input)), problem: null };
  } catch (error) {
    if (!(error instanceof Invalid || error instanceof NotFound)) throw error;
    return { items: [], next: null, lookedBackTo: null, problem: error.message };
  }
}
