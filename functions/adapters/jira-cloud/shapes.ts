import * as z from "zod";
import type { Account } from "../../../core/trackers/ticket.ts";
import { statusValue } from "../../../core/trackers/ticket.ts";
import { Id, Status, Time } from "../jira-server/shapes.ts";
import { listOf } from "../jira-server/user.ts";

/** Somebody in a Jira Cloud; most hide their address. Apps and customers have no tickets. */
export const CloudUser = z
  .object({
    accountId: z.string().min(1).max(128),
    accountType: z.string().default("atlassian"),
    displayName: z.string().optional(),
    emailAddress: z.string().nullish(),
    active: z.boolean().default(true),
  })
  .transform(({ accountId, accountType, displayName, emailAddress, active }) => ({
    ...{ id: accountId, name: displayName || accountId, isPerson: active && accountType === "atlassian" },
    email: emailAddress?.includes("@") ? emailAddress : null,
  }));
export type CloudUser = z.infer<typeof CloudUser>;
export const accountOf = ({ id, name, email }: CloudUser): Account => ({ id, name, email });

const Owner = CloudUser.nullish().transform((it) => it ?? null);
const Item = z.object({ field: z.string(), fieldId: z.string().optional(), from: z.string().nullish(), to: z.string().nullish() });
export const History = z.object({
  id: Id,
  created: Time,
  author: z.object({ accountId: z.string().optional() }).nullish(),
  items: z.array(Item).default([]),
});
export type History = z.infer<typeof History>;

/** What of the changelog comes with a ticket: its newest entries, all of them where there are as many as `total`. */
const Newest = z.object({ total: z.int().nonnegative(), histories: z.array(History) });
export const CloudTicket = z
  .object({
    id: Id,
    key: z.string(),
    fields: z.object({
      summary: z.string().default(""),
      assignee: Owner,
      status: Status,
      project: z.object({ id: Id, key: z.string() }),
      updated: Time,
    }),
    changelog: Newest.optional().catch(undefined),
  })
  .transform(({ id, key, fields: { summary, assignee, updated, ...fields }, changelog }) => ({
    ticket: { id, key, title: summary, ...fields, owner: assignee && accountOf(assignee) },
    ...{ updated, newest: changelog ?? null },
  }));

/** In a project that a team manages by itself, statuses are its own, and often called like those of others. */
export const CloudStatus = z
  .object({ id: Id, name: z.string(), scope: z.object({ project: z.object({ id: Id }).nullish() }).nullish() })
  .transform(({ id, name, scope }) => ({ id, name, ...(scope?.project && { project: scope.project.id }) }));

export const ChangelogPage = z.object({ values: z.array(History), total: z.int().nonnegative() });

const Found = z
  .object({ id: Id, key: z.string(), fields: z.object({ assignee: Owner, status: Status, updated: Time }) })
  .transform(({ id, key, fields: { assignee, status, updated } }) => ({
    ...{ id, key, owner: assignee?.id ?? null, status: statusValue(status), updated },
  }));
/** There is no total; the token of the next page is left out on the last one. */
export const SearchPage = z
  .object({ issues: listOf(Found), nextPageToken: z.string().nullish(), isLast: z.boolean().optional() })
  .transform(({ issues, nextPageToken, isLast }) => ({ tickets: issues, next: isLast === true ? null : (nextPageToken ?? null) }));
