import { createHash } from "node:crypto";
import * as z from "zod";
import { commentText } from "../../../core/jira-server/comment-text.ts";
import { JiraFailure } from "../../../core/jira-server/failure.ts";
import type { JiraCredentials } from "../../../core/jira-server/ports.ts";
import type { Integration } from "../../../core/trackers/integration.ts";
import type { Tracker } from "../../../core/trackers/ports.ts";
import { warm } from "../warm.ts";
import { call, read, readTimed } from "./call.ts";
import { jiraServer } from "./client.ts";
import { allFields, createAddress, FieldsPage, filledFields } from "./create-fields.ts";
import { newsOf } from "./news.ts";
import { Comment, Id, MARK, Named, Project, Search, Ticket, Transition } from "./shapes.ts";
import { TOO_LARGE } from "./transport.ts";
import { accountOf, listOf, User } from "./user.ts";

/** Of Jira Service Management; elsewhere it says nothing. */
const INTERNAL = { key: "sd.public.comment", value: { internal: true } };
/** Four minutes (behaviour §2.2). */
const people = warm<User[]>(240_000);

const at = (keyOrId: string, rest = ""): string => `/rest/api/2/issue/${encodeURIComponent(keyOrId)}${rest}`;

/** By project and type since 8.4; the one for all of them is gone from 9 on. */
const createMeta = (projectId: string): string => `/rest/api/2/issue/createmeta/${encodeURIComponent(projectId)}/issuetypes`;

/** The tickets of a Jira Server or Data Center (behaviour §2.2), with these credentials. */
export function jiraServerTracker({ baseUrl, verifySsl, webhookId }: Integration, credentials: JiraCredentials): Tracker {
  const site = { baseUrl, verifySsl };
  const ask = <T>(path: string, schema: z.ZodType<T>, query: Record<string, string> = {}) =>
    read(site, credentials, { path, query }, schema);
  const send = (method: string, path: string, json: unknown) => call(site, credentials, { method, path, json });
  // Who asks decides what is seen: nobody gets the answer to another's question.
  const asker = createHash("sha256").update(JSON.stringify(credentials)).digest("hex");

  /** A history that is too long to be read is none. */
  const readIssue = async (keyOrId: string, expand: Record<string, string> = { expand: "changelog" }) => {
    const query = { fields: "summary,assignee,status,project,updated", ...expand };
    try {
      return await readTimed(site, credentials, { path: at(keyOrId), query }, Ticket);
    } catch (error) {
      if (!(error instanceof JiraFailure) || error.details !== TOO_LARGE || !expand.expand) throw error;
      return readIssue(keyOrId, {});
    }
  };

  return {
    async read(keyOrId, after) {
      const { value, clock, date } = await readIssue(keyOrId);
      const { histories, ticket } = value;
      const { assignee, updated, ...rest } = ticket;
      const news = histories && (await newsOf({ site, credentials }, histories, after, assignee));
      return { ticket: { ...rest, owner: assignee && accountOf(assignee) }, news, updated, date, clock };
    },

    async updated({ minutes, cursor }) {
      const startAt = Number(cursor ?? 0);
      const search = { jql: `updated >= -${minutes}m ORDER BY updated DESC`, startAt: String(startAt), maxResults: "100" };
      const query = { ...search, fields: "assignee,status,updated" };
      const { value, clock } = await readTimed(site, credentials, { path: "/rest/api/2/search", query }, Search);
      const next = startAt + value.count;
      return { tickets: value.tickets, next: value.count > 0 && next < value.total ? String(next) : null, clock };
    },

    async accountByEmail(ticketId, email) {
      // Server knows `username` and takes no notice of `query`, which would answer with everybody.
      const query = { username: email, issueKey: ticketId, maxResults: "50" };
      const search = () => ask("/rest/api/2/user/assignable/search", listOf(User), query);
      const found = ((await people(JSON.stringify([baseUrl, asker, ticketId, email]), search)) ?? []).filter((it) => it.active);
      const same = found.find((it) => it.email?.toLowerCase() === email.toLowerCase());
      // Where addresses are hidden, the only one that was found by it has it.
      const [only] = found.length === 1 && found[0]?.email === null ? found : [];
      const user = same ?? only;
      return user ? accountOf(user) : null;
    },

    async account(id) {
      try {
        return accountOf(await ask("/rest/api/2/user", User, { username: id }));
      } catch (error) {
        if (error instanceof JiraFailure && error.kind === "not_found") return null;
        throw error;
      }
    },

    async assign(ticketId, name) {
      await send("PUT", at(ticketId, "/assignee"), { name });
    },

    async transitions(ticketId) {
      const schema = z.object({ transitions: listOf(Transition) });
      return (await ask(at(ticketId, "/transitions"), schema, { expand: "transitions.fields" })).transitions;
    },

    async transition(ticketId, { id, fields }) {
      await send("POST", at(ticketId, "/transitions"), { transition: { id }, ...(Object.keys(fields).length > 0 && { fields }) });
    },

    create({ projectId, typeId, summary, description, fields, filled = [] }) {
      const more = filledFields(filled, { user: (name) => ({ name }), text: (text) => text });
      const json = { fields: { ...fields, ...more, project: { id: projectId }, issuetype: { id: typeId }, summary, description } };
      const schema = z.object({ id: Id, key: z.string() });
      return read(site, credentials, { method: "POST", path: "/rest/api/2/issue", json }, schema);
    },

    async types(projectId) {
      return (await ask(createMeta(projectId), z.object({ values: listOf(Named) }), { maxResults: "100" })).values;
    },
    createFields: (projectId, typeId) =>
      allFields((query) => ask(`${createMeta(projectId)}/${encodeURIComponent(typeId)}`, FieldsPage, query)),
    createAddress: (ticket) => createAddress(baseUrl, ticket),
    projects: () => ask("/rest/api/2/project", listOf(Project)),
    statuses: () => ask("/rest/api/2/status", listOf(Named)),
    people: async (text) => (await ask("/rest/api/2/user/search", listOf(User), { username: text, maxResults: "50" })).map(accountOf),

    async comments(ticketId) {
      const query = { orderBy: "-created", maxResults: "20", expand: "properties" };
      return (await ask(at(ticketId, "/comment"), z.object({ comments: listOf(Comment) }), query)).comments;
    },

    async comment(ticketId, { text, writer, note }) {
      const body = writer === undefined ? text : commentText(writer === null ? null : { name: writer }, text);
      const json = { body, properties: [INTERNAL, ...(note ? [{ key: MARK, value: note }] : [])] };
      return (await read(site, credentials, { method: "POST", path: at(ticketId, "/comment"), json }, z.object({ id: Id }))).id;
    },

    async check() {
      const [{ displayName }, { version }, webhook] = await Promise.all([
        jiraServer.myself(site, credentials),
        jiraServer.serverInfo(site, credentials),
        webhookId === null ? ("unknown" as const) : jiraServer.hasWebhook(site, credentials, webhookId).then(stateOf, unknown),
      ]);
      return { account: displayName, version, webhook };
    },

    async leave() {
      if (webhookId === null) return true;
      try {
        await jiraServer.deleteWebhook(site, credentials, webhookId);
        return true;
      } catch (error) {
        if (!(error instanceof JiraFailure)) throw error;
        return error.kind === "not_found";
      }
    },
  };
}

const stateOf = (there: boolean): "in place" | "missing" => (there ? "in place" : "missing");

/** Not telling about webhooks is no reason to say that nothing works. */
function unknown(error: unknown): "unknown" {
  if (error instanceof JiraFailure) return "unknown";
  throw error;
}
