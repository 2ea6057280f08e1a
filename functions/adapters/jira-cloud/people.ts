import * as z from "zod";
import { JiraFailure } from "../../../core/jira-server/failure.ts";
import type { Account } from "../../../core/trackers/ticket.ts";
import { listOf } from "../jira-server/user.ts";
import { warm } from "../warm.ts";
import { type Place, read } from "./call.ts";
import { accountOf, CloudUser } from "./shapes.ts";

/** Four minutes (behaviour §2.2). */
const assignable = warm<CloudUser[]>(240_000);
const addresses = warm<string>(240_000);
const MOST = "50";

/**
 * Who can get the ticket and has this address. Jira finds people by an address that it does not show: the one person that it finds has it,
 * of several without an address nobody is taken. Throws JiraFailure.
 */
export async function accountByEmail(at: Place, ticketId: string, email: string): Promise<Account | null> {
  const path = "/rest/api/3/user/assignable/search";
  const ask = () => read(at, { path, query: { query: email, issueId: ticketId, maxResults: MOST }, kind: "assignable" }, listOf(CloudUser));
  const found = await assignable(JSON.stringify([at.place, at.way.asker, ticketId, email]), ask);
  const people = (found ?? []).filter((it) => it.isPerson);
  const isIts = (it: Account) => it.email?.toLowerCase() === email.toLowerCase();
  const shown = people.find(isIts);
  if (shown) return accountOf(shown);
  if (at.way.emailScope) {
    for (const it of people) if (isIts(await withAddress(at, accountOf(it)))) return { ...accountOf(it), email };
    return null;
  }
  const [only] = people.length === 1 && people[0]?.email === null ? people : [];
  return only ? accountOf(only) : null;
}

export async function accountById(at: Place, accountId: string): Promise<Account | null> {
  try {
    const user = await read(at, { path: "/rest/api/3/user", query: { accountId }, kind: "user" }, CloudUser);
    return await withAddress(at, accountOf(user));
  } catch (error) {
    // What is no account id at all is refused rather than not found.
    if (error instanceof JiraFailure && ["not_found", "rejected"].includes(error.kind)) return null;
    throw error;
  }
}

/** People whose name or address begins with the text, or who have it as their account id. */
export async function peopleBy(at: Place, text: string): Promise<Account[]> {
  const query = { query: text, maxResults: MOST };
  const found = await read(at, { path: "/rest/api/3/user/search", query, kind: "users" }, listOf(CloudUser));
  const people = found.filter((it) => it.isPerson).map(accountOf);
  if (people.length > 0 || !/^[\w:-]{10,128}$/.test(text)) return people;
  const one = await accountById(at, text);
  return one ? [one] : [];
}

/** With the address that somebody hides, where Atlassian lets the app know it (`JIRA_USE_EMAIL_SCOPE`); that may be up to four minutes old. */
export async function withAddress(at: Place, account: Account): Promise<Account> {
  if (account.email !== null || !at.way.emailScope) return account;
  const ask = async () => {
    const asked = { path: "/rest/api/3/user/email", query: { accountId: account.id }, kind: "email" };
    try {
      return (await read(at, asked, z.object({ email: z.string().nullish() }))).email ?? null;
    } catch (error) {
      // Whether somebody may be named is Atlassian's to say: then they are mapped by hand.
      if (error instanceof JiraFailure && ["not_found", "forbidden", "rejected"].includes(error.kind)) return null;
      throw error;
    }
  };
  return { ...account, email: await addresses(JSON.stringify([at.place, account.id]), ask) };
}
