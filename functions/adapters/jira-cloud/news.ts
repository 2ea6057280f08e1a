import type * as z from "zod";
import { type Entry, type News, statusValue } from "../../../core/trackers/ticket.ts";
import { newsIn, stepOf } from "../jira-server/changelog.ts";
import { Status } from "../jira-server/shapes.ts";
import { listOf } from "../jira-server/user.ts";
import { warm } from "../warm.ts";
import { type Place, read } from "./call.ts";
import { ChangelogPage, type History } from "./shapes.ts";

const statuses = warm<z.infer<typeof Status>[]>(600_000);
const PAGE = 100;
/** Of an entry further back nobody is told what came since. */
const PAGES = 10;

type Newest = { total: number; histories: readonly History[] };

/**
 * What of a ticket's changelog is new after an entry. With the ticket come its newest entries only, and older ones from a place of their
 * own, the oldest first; they are asked for until the entry is there, a thousand at most. Null where that is not enough. Throws JiraFailure.
 */
export async function newsOf(at: Place, ticketId: string, { total, histories }: Newest, after: string | null): Promise<News | null> {
  let all = [...histories];
  const isThere = () => after !== null && all.some((it) => it.id === after);
  // Of what is there, how many are older than everything we have: what is added meanwhile comes after them.
  for (let older = total - all.length, page = 0; older > 0 && !isThere(); page++) {
    if (page === PAGES) return null;
    const startAt = Math.max(0, older - PAGE);
    const query = { startAt: String(startAt), maxResults: String(older - startAt) };
    const path = `/rest/api/3/issue/${encodeURIComponent(ticketId)}/changelog`;
    const { values } = await read(at, { path, query, kind: "changelog", ticket: ticketId }, ChangelogPage);
    if (values.length === 0) return null;
    all = [...values, ...all];
    older = startAt;
  }
  const { fresh, goesOn, newest } = newsIn([...new Map(all.map((it) => [it.id, it])).values()], after);
  const entries: Entry[] = [];
  for (const { id, created, author, items } of fresh) {
    const [owner, status] = [stepOf(items, "assignee"), stepOf(items, "status")];
    entries.push({
      ...{ id, at: created, by: author?.accountId ?? null },
      ...(owner && { owner }),
      ...(status && { status: { from: await statusOf(at, status.from), to: await statusOf(at, status.to) } }),
    });
  }
  return { goesOn, entries, newest };
}

/** Histories name statuses by ids, without saying which are done. */
async function statusOf(at: Place, id: string | null): Promise<string | null> {
  if (id === null) return null;
  const ask = () => read(at, { path: "/rest/api/3/status", kind: "status" }, listOf(Status));
  const all = await statuses(at.place, ask);
  return statusValue(all?.find((it) => it.id === id) ?? { id, done: false });
}
