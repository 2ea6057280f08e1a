import { createHash } from "node:crypto";
import * as z from "zod";
import type { JiraUser } from "../../../core/jira-server/ports.ts";
import type { JiraTickets } from "../../../core/jira-server/tickets.ts";
import { warm } from "../warm.ts";
import { call, read } from "./call.ts";
import { User } from "./user.ts";

const Id = z.union([z.string(), z.number()]).transform(String);
const Status = z
  .object({ id: Id, name: z.string(), statusCategory: z.object({ key: z.string() }).optional() })
  .transform(({ id, name, statusCategory }) => ({ id, name, done: statusCategory?.key === "done" }));
const FIELDS = {
  summary: z.string().default(""),
  assignee: User.nullish().transform((it) => it ?? null),
  status: Status,
  project: z.object({ id: Id, key: z.string() }),
};
const Ticket = z.object({ id: Id, key: z.string(), fields: z.object(FIELDS) }).transform(({ fields, ...it }) => ({ ...it, ...fields }));
/** Jira writes `2026-11-21T11:47:12.345+0000`. */
const Time = z
  .string()
  .transform((it) => Date.parse(it))
  .refine((it) => !Number.isNaN(it));
const Updated = z
  .object({ id: Id, key: z.string(), fields: z.object({ ...FIELDS, updated: Time }) })
  .transform(({ fields, ...it }) => ({ ...it, ...fields }));
const Search = z.object({ issues: z.array(Updated), total: z.int().nonnegative() });
const Histories = z.array(z.object({ created: Time, items: z.array(z.object({ field: z.string() })) }));
const Changelog = z.object({ changelog: z.object({ histories: Histories }) }).transform(({ changelog }) => changelog.histories);

const Field = z.object({
  required: z.boolean(),
  name: z.string().default(""),
  hasDefaultValue: z.boolean().default(false),
  allowedValues: z.array(z.object({ id: Id.default(""), name: z.string().optional(), value: z.string().optional() })).default([]),
});
const Transition = z.object({ id: Id, to: Status, fields: z.record(z.string(), Field).default({}) }).transform(({ id, to, fields }) => ({
  id,
  to,
  required: Object.entries(fields)
    .filter(([, it]) => it.required && !it.hasDefaultValue)
    .map(([field, it]) => ({
      id: field,
      name: it.name || field,
      allowed: it.allowedValues.map((value) => ({ id: value.id, name: value.name ?? value.value ?? value.id })),
    })),
}));
const Types = z.object({ values: z.array(z.object({ id: Id, name: z.string() })) }).transform((it) => it.values);

const MARK = "lockstep.note";
/** Of Jira Service Management; elsewhere it says nothing. */
const INTERNAL = { key: "sd.public.comment", value: { internal: true } };
const Mark = z.object({ group: z.number(), version: z.number() });
const Comment = z
  .object({ id: Id, properties: z.array(z.object({ key: z.string(), value: z.unknown() })).default([]) })
  .transform(({ id, properties }) => ({ id, note: Mark.safeParse(properties.find((it) => it.key === MARK)?.value).data ?? null }));

/** Four minutes (behaviour §2.2). */
const people = warm<JiraUser[]>(240_000);

const at = (keyOrId: string, rest = ""): string => `/rest/api/2/issue/${encodeURIComponent(keyOrId)}${rest}`;

export const jiraTickets: JiraTickets = {
  get: (site, credentials, keyOrId) =>
    read(site, credentials, { path: at(keyOrId), query: { fields: "summary,assignee,status,project" } }, Ticket),

  async updated(site, credentials, { minutes, startAt }) {
    const search = { jql: `updated >= -${minutes}m ORDER BY updated DESC`, startAt: String(startAt), maxResults: "100" };
    const query = { ...search, fields: "summary,assignee,status,project,updated" };
    const { issues, total } = await read(site, credentials, { path: "/rest/api/2/search", query }, Search);
    const next = startAt + issues.length;
    return { tickets: issues, next: issues.length > 0 && next < total ? next : null };
  },

  async lastChanges(site, credentials, ticketId) {
    const histories = await read(site, credentials, { path: at(ticketId), query: { fields: "updated", expand: "changelog" } }, Changelog);
    const last = (field: string): number | null => {
      const times = histories.filter((it) => it.items.some((item) => item.field === field)).map((it) => it.created);
      return times.length > 0 ? Math.max(...times) : null;
    };
    return { assignee: last("assignee"), status: last("status") };
  },

  async assignable(site, credentials, { ticketId, text }) {
    // Server knows `username` and takes no notice of `query`, which would answer with everybody.
    const query = { username: text, issueKey: ticketId, maxResults: "50" };
    const ask = () => read(site, credentials, { path: "/rest/api/2/user/assignable/search", query }, z.array(User));
    // Who asks decides what is seen: nobody gets the answer to another's question.
    const asker = createHash("sha256").update(JSON.stringify(credentials)).digest("hex");
    return (await people(JSON.stringify([site.baseUrl, asker, ticketId, text]), ask)) ?? [];
  },

  async assign(site, credentials, ticketId, name) {
    await call(site, credentials, { method: "PUT", path: at(ticketId, "/assignee"), json: { name } });
  },

  async transitions(site, credentials, ticketId) {
    const schema = z.object({ transitions: z.array(Transition) });
    const asked = { path: at(ticketId, "/transitions"), query: { expand: "transitions.fields" } };
    return (await read(site, credentials, asked, schema)).transitions;
  },

  async transition(site, credentials, ticketId, { id, fields }) {
    const json = { transition: { id }, ...(Object.keys(fields).length > 0 && { fields }) };
    await call(site, credentials, { method: "POST", path: at(ticketId, "/transitions"), json });
  },

  create(site, credentials, { projectId, typeId, summary, description, fields }) {
    const json = { fields: { ...fields, project: { id: projectId }, issuetype: { id: typeId }, summary, description } };
    const schema = z.object({ id: Id, key: z.string() });
    return read(site, credentials, { method: "POST", path: "/rest/api/2/issue", json }, schema);
  },

  types: (site, credentials, projectId) =>
    read(site, credentials, { path: `/rest/api/2/issue/createmeta/${encodeURIComponent(projectId)}/issuetypes` }, Types),

  async comments(site, credentials, ticketId) {
    const query = { orderBy: "-created", maxResults: "20", expand: "properties" };
    const schema = z.object({ comments: z.array(Comment) });
    return (await read(site, credentials, { path: at(ticketId, "/comment"), query }, schema)).comments;
  },

  async comment(site, credentials, ticketId, { text, note }) {
    const json = { body: text, properties: [INTERNAL, ...(note ? [{ key: MARK, value: note }] : [])] };
    const schema = z.object({ id: Id });
    return (await read(site, credentials, { method: "POST", path: at(ticketId, "/comment"), json }, schema)).id;
  },
};
