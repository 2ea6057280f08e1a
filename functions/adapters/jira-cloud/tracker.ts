import * as z from "zod";
import type { CloudCredentials } from "../../../core/jira-cloud/credentials.ts";
import { documentOf, noteDocument } from "../../../core/jira-cloud/document.ts";
import { PASTED } from "../../../core/jira-cloud/webhook.ts";
import { JiraFailure } from "../../../core/jira-server/failure.ts";
import type { Integration } from "../../../core/trackers/integration.ts";
import type { Tracker } from "../../../core/trackers/ports.ts";
import { allFields, createAddress, FieldsPage, filledFields } from "../jira-server/create-fields.ts";
import { Comment, Id, MARK, Named, Project, Transition } from "../jira-server/shapes.ts";
import { listOf } from "../jira-server/user.ts";
import { type Call, call, type Place, read, readTimed } from "./call.ts";
import { newsOf } from "./news.ts";
import { accountByEmail, accountById, peopleBy, withAddress } from "./people.ts";
import { CloudStatus, CloudTicket, SearchPage } from "./shapes.ts";
import { wayInOf } from "./ways-in.ts";
import { webhooksOf } from "./webhooks-of.ts";

/** Of Jira Service Management; elsewhere it says nothing. */
const INTERNAL = { key: "sd.public.comment", value: { internal: true } };
const NEWEST = "20";
/** The kind of a field that names one of Atlassian's teams; in some sites it is several, of which the first is the site's own. */
const TEAM = "com.atlassian.jira.plugin.system.customfieldtypes:atlassian-team";
const Field = z.object({ id: z.string().max(64), schema: z.object({ custom: z.string().optional() }).optional() });

/** A path of one ticket, and what its limits are counted by. */
const of = (ticketId: string, kind: string): Pick<Call, "path" | "kind" | "ticket"> => ({
  ...{ path: `/rest/api/3/issue/${encodeURIComponent(ticketId)}${kind === "issue" ? "" : `/${kind}`}`, kind, ticket: ticketId },
});

/** The tickets of a Jira Cloud, by whichever way in. Null for a way that this version does not know. */
export function jiraCloudTracker(integration: Integration, credentials: CloudCredentials): Tracker | null {
  const way = wayInOf(integration, credentials);
  if (!way) return null;
  const at: Place = { way, place: `jira:${integration.externalId}` };
  const ask = <T>(asked: Call, schema: z.ZodType<T>) => read(at, asked, schema);
  const hooks = webhooksOf(at, credentials);

  return {
    async read(keyOrId, after) {
      const query = { fields: "summary,assignee,status,project,updated", expand: "changelog" };
      const { value, clock, date } = await readTimed(at, { ...of(keyOrId, "issue"), query }, CloudTicket);
      const { newest, updated } = value;
      const owner = value.ticket.owner && (await withAddress(at, value.ticket.owner));
      const ticket = { ...value.ticket, owner };
      return { ticket, news: newest && (await newsOf(at, ticket.id, newest, after)), updated, date, clock };
    },

    async updated({ minutes, cursor }) {
      const search = { jql: `updated >= -${minutes}m ORDER BY updated DESC`, maxResults: 100, fields: ["assignee", "status", "updated"] };
      const json = { ...search, ...(cursor !== null && { nextPageToken: cursor }) };
      const asked: Call = { method: "POST", path: "/rest/api/3/search/jql", json, kind: "search" };
      const { value, clock } = await readTimed(at, asked, SearchPage, { spare: true });
      return { ...value, clock };
    },

    accountByEmail: (ticketId, email) => accountByEmail(at, ticketId, email),
    account: (id) => accountById(at, id),

    async assign(ticketId, accountId) {
      await call(at, { method: "PUT", ...of(ticketId, "assignee"), json: { accountId } });
    },

    async transitions(ticketId) {
      const asked = { ...of(ticketId, "transitions"), query: { expand: "transitions.fields" } };
      return (await ask(asked, z.object({ transitions: listOf(Transition) }))).transitions;
    },

    async transition(ticketId, { id, fields }) {
      const json = { transition: { id }, ...(Object.keys(fields).length > 0 && { fields }) };
      await call(at, { method: "POST", ...of(ticketId, "transitions"), json });
    },

    create({ projectId, typeId, summary, description, fields, filled = [] }) {
      const more = filledFields(filled, { user: (accountId) => ({ accountId }), text: documentOf });
      const all = {
        ...fields,
        ...more,
        project: { id: projectId },
        issuetype: { id: typeId },
        summary,
        description: documentOf(description),
      };
      const asked: Call = { method: "POST", path: "/rest/api/3/issue", json: { fields: all }, kind: "issue" };
      return ask(asked, z.object({ id: Id, key: z.string() }));
    },

    async types(projectId) {
      const path = `/rest/api/3/issue/createmeta/${encodeURIComponent(projectId)}/issuetypes`;
      const asked = { path, query: { maxResults: "100" }, kind: "createmeta" };
      return (await ask(asked, z.object({ issueTypes: listOf(Named) }))).issueTypes;
    },

    createFields(projectId, typeId) {
      const path = `/rest/api/3/issue/createmeta/${encodeURIComponent(projectId)}/issuetypes/${encodeURIComponent(typeId)}`;
      return allFields((query) => ask({ path, query, kind: "createmeta" }, FieldsPage));
    },
    createAddress: (ticket) => createAddress(integration.baseUrl, ticket),

    async projects() {
      const page = z.object({ values: listOf(Project), isLast: z.boolean().default(true) });
      const all: z.infer<typeof Project>[] = [];
      for (let isLast = false, startAt = 0; !isLast && startAt < MOST_PROJECTS; startAt += 100) {
        const query = { startAt: String(startAt), maxResults: "100", orderBy: "key" };
        const found = await ask({ path: "/rest/api/3/project/search", query, kind: "projects" }, page);
        all.push(...found.values);
        isLast = found.isLast;
      }
      return all;
    },

    statuses: () => ask({ path: "/rest/api/3/status", kind: "status" }, listOf(CloudStatus)),
    people: (text) => peopleBy(at, text),

    async comments(ticketId) {
      const query = { orderBy: "-created", maxResults: NEWEST };
      const { comments } = await ask({ ...of(ticketId, "comment"), query }, z.object({ comments: listOf(z.object({ id: Id })) }));
      if (comments.length === 0) return [];
      // What programs leave with a comment does not come with those of a ticket.
      const json = { ids: comments.map((it) => Number(it.id)) };
      const asked: Call = { method: "POST", path: "/rest/api/3/comment/list", query: { expand: "properties" }, json, kind: "comments" };
      const { values } = await ask(asked, z.object({ values: listOf(Comment) }));
      return comments.map(({ id }) => values.find((it) => it.id === id) ?? { id, note: null });
    },

    async comment(ticketId, { text, writer, note }) {
      const body = writer === undefined ? documentOf(text) : noteDocument(writer === null ? null : { name: writer }, text);
      const json = { body, properties: [INTERNAL, ...(note ? [{ key: MARK, value: note }] : [])] };
      return (await ask({ method: "POST", ...of(ticketId, "comment"), json }, z.object({ id: Id }))).id;
    },

    teams: {
      async field() {
        const all = await ask({ path: "/rest/api/3/field", kind: "field" }, listOf(Field));
        return all.find((it) => it.schema?.custom === TEAM)?.id ?? null;
      },
      async set(ticketId, { field, id }) {
        await call(at, { method: "PUT", ...of(ticketId, "issue"), json: { fields: { [field]: id } } });
      },
    },

    async check() {
      const [{ displayName }, { version }, webhook] = await Promise.all([
        ask({ path: "/rest/api/3/myself", kind: "myself" }, z.object({ displayName: z.string() })),
        ask({ path: "/rest/api/3/serverInfo", kind: "serverInfo" }, z.object({ version: z.string() })),
        hooks.state(integration.webhookId),
      ]);
      return { account: displayName, version, webhook };
    },

    async leave() {
      if (integration.webhookId === null || integration.webhookId === PASTED) return false;
      try {
        await hooks.remove(integration.webhookId);
        return true;
      } catch (error) {
        if (!(error instanceof JiraFailure)) throw error;
        return false;
      }
    },
  };
}

/** A form with more is of no use. */
const MOST_PROJECTS = 2_000;
