import type * as z from "zod";
import { JiraFailure } from "../../../core/jira-server/failure.ts";
import type { JiraCredentials, JiraSite } from "../../../core/jira-server/ports.ts";
import { type Entry, type News, type Step, statusValue } from "../../../core/trackers/ticket.ts";
import { warm } from "../warm.ts";
import { read } from "./call.ts";
import { newsIn, stepOf } from "./changelog.ts";
import { type History, Status } from "./shapes.ts";
import { listOf, User } from "./user.ts";

const statuses = warm<z.infer<typeof Status>[]>(600_000);
const names = warm<string>(3_600_000);
type Asking = { site: JiraSite; credentials: JiraCredentials };

/**
 * What of a ticket's changelog is new after an entry. It names people by keys, while everything else in Jira's REST takes names; and
 * statuses by ids, without saying which are done. Both are looked up only for what is new, and remembered. Throws JiraFailure.
 */
export async function newsOf(ask: Asking, histories: readonly History[], after: string | null, owner: User | null): Promise<News> {
  const { fresh, goesOn, newest } = newsIn(histories, after);
  const entries: Entry[] = [];
  for (const { id, created, author, items } of fresh) {
    const [assignee, status] = [stepOf(items, "assignee"), stepOf(items, "status")];
    entries.push({
      ...{ id, at: created, by: author?.key ?? author?.name ?? null },
      ...(assignee && { owner: await namedStep(ask, assignee, owner) }),
      ...(status && { status: { from: await statusOf(ask, status.from), to: await statusOf(ask, status.to) } }),
    });
  }
  return { goesOn, entries, newest };
}

/** Of who had it before only matters that it was somebody else. */
async function namedStep(ask: Asking, { from, to }: Step, owner: User | null): Promise<Step> {
  const name = await nameOf(ask, to, owner);
  return { from: from === to ? name : from, to: name };
}

/** Somebody who is gone is called by the key, as nobody else is. */
async function nameOf({ site, credentials }: Asking, key: string | null, owner: User | null): Promise<string | null> {
  if (key === null || owner?.key === key) return key && (owner?.name ?? key);
  const ask = async () => {
    try {
      return (await read(site, credentials, { path: "/rest/api/2/user", query: { key } }, User)).name;
    } catch (error) {
      if (error instanceof JiraFailure && ["not_found", "forbidden", "not_jira", "rejected"].includes(error.kind)) return key;
      throw error;
    }
  };
  return (await names(`${site.baseUrl} ${key}`, ask)) ?? key;
}

async function statusOf({ site, credentials }: Asking, id: string | null): Promise<string | null> {
  if (id === null) return null;
  const all = await statuses(site.baseUrl, () => read(site, credentials, { path: "/rest/api/2/status" }, listOf(Status)));
  return statusValue(all?.find((it) => it.id === id) ?? { id, done: false });
}
