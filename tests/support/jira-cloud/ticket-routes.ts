import { createForm, type Dialect, FORM_TYPES, formErrors, shownField } from "../../../infra/local/sandbox/jira/create-form.ts";
import type { Asked, Reply, Route } from "../../../infra/local/sandbox/jira/exchange.ts";
import { jsonOf, pageOf, type Rest, refuse } from "./reply.ts";
import { type CloudState, cloudNow, cloudTime, showUser } from "./state.ts";
import type { CloudEdit, CloudTicket, CloudTickets } from "./tickets.ts";

const RESOLUTIONS = ["Done", "Won't Do", "Duplicate"];
type Fields = Record<string, { name?: string; id?: string } | string | undefined>;

/** The REST paths about tickets (https://developer.atlassian.com/cloud/jira/platform/rest/v3/), and nothing of version 2. */
export function ticketRoutes(state: CloudState, tickets: CloudTickets, rest: Rest): Route[] {
  const dialect: Dialect = {
    isUser: (value) => state.users.some((it) => it.accountId === (value as { accountId?: unknown }).accountId),
    isLongText: isDocument,
    reporterHasDefault: true,
  };
  const writes = new Map<string, number[]>();
  const on = (method: string, path: string, run: (ticket: CloudTicket, by: string, asked: Asked) => Reply): Route =>
    rest(method, new RegExp(`^/rest/api/3/issue/([^/]+)${path}$`), (by, [, key = ""], asked) => {
      const ticket = tickets.find(decodeURIComponent(key));
      if (!ticket) return refuse(404, "Issue does not exist or you do not have permission to see it.");
      return (method === "GET" ? null : tooMany(ticket)) ?? run(ticket, by, asked);
    });
  function tooMany({ id }: CloudTicket): Reply | null {
    const lately = (writes.get(id) ?? []).filter((it) => it > Date.now() - 2000);
    writes.set(id, [...lately, Date.now()]);
    if (lately.length < state.writesPerTicket) return null;
    return { status: 429, headers: { "retry-after": "2", "ratelimit-reason": "jira-per-issue-on-write" }, json: {} };
  }
  const author = (accountId: string) => {
    const found = state.users.find((it) => it.accountId === accountId);
    return found ? showUser(state, found) : undefined;
  };
  const history = ({ id, created, author: by, items }: CloudTicket["histories"][number]) => ({
    ...{ id, created: cloudTime(created), author: author(by), items },
  });
  /** Every status leads to every other where the workflow says nothing; what is done asks for a resolution in projects that say so. */
  const transitions = (ticket: CloudTicket) =>
    state.statuses
      .filter((it) => it.id !== ticket.statusId && (state.workflow.get(ticket.statusId)?.includes(it.id) ?? true))
      .map((to) => {
        const strict = state.strictProjects.has(ticket.projectId) && to.statusCategory.key === "done";
        const allowedValues = RESOLUTIONS.map((name, at) => ({ id: String(10_000 + at), name }));
        const resolution = { required: true, hasDefaultValue: false, name: "Resolution", key: "resolution", allowedValues, schema: {} };
        return { id: `${to.id}1`, name: to.name, to, hasScreen: strict, fields: strict ? { resolution } : {} };
      });

  return [
    on("GET", "", (ticket, _by, { url }) => {
      const shown = tickets.show(ticket);
      if (url.searchParams.get("expand") !== "changelog") return { json: shown };
      // The newest first, and not all of them.
      const histories = ticket.histories.toReversed().slice(0, state.newest).map(history);
      return { json: { ...shown, changelog: { startAt: 0, maxResults: histories.length, total: ticket.histories.length, histories } } };
    }),
    on("PUT", "", (ticket, by, asked) => {
      const { customfield_10001: team, ...others } = jsonOf<{ fields: Record<string, unknown> }>(asked).fields;
      const unknown = Object.keys(others).map((it) => [
        it,
        `Field '${it}' cannot be set. It is not on the appropriate screen, or unknown.`,
      ]);
      if (unknown.length > 0) return refuse(400, "", Object.fromEntries(unknown));
      if (team !== null && !state.teams?.has(String(team))) return refuse(400, "", { customfield_10001: "Team id is not valid." });
      tickets.edit(ticket.id, { team: team === null ? null : String(team) }, by);
      return { status: 204 };
    }),
    // The oldest first.
    on("GET", "/changelog", (ticket, _by, asked) => ({ json: pageOf(asked, ticket.histories.map(history), 100) })),
    rest("GET", /^\/rest\/api\/3\/search$/, () =>
      refuse(410, "The requested API has been removed. Please migrate to /rest/api/3/search/jql."),
    ),
    rest("POST", /^\/rest\/api\/3\/search\/jql$/, (_by, _match, asked) => {
      const { jql, maxResults = 50, nextPageToken, fields } = jsonOf<Search>(asked);
      const found = byJql(jql);
      if (!found) return refuse(400, "Unbounded JQL queries are not allowed here. Please add a search restriction to your query.");
      const [query, startAt] = nextPageToken ? (JSON.parse(atob(nextPageToken)) as [string, number]) : [jql, 0];
      if (query !== jql) return refuse(400, "The page token is of another query.");
      const issues = found.slice(startAt, startAt + Math.min(maxResults, 100)).map(tickets.show);
      const next = startAt + issues.length;
      const isLast = next >= found.length;
      const shown = fields ? issues : issues.map(({ id }) => ({ id }));
      return { json: { issues: shown, isLast, ...(!isLast && { nextPageToken: btoa(JSON.stringify([jql, next])) }) } };
    }),
    on("PUT", "/assignee", (ticket, by, asked) => {
      const body = jsonOf<{ accountId?: string | null }>(asked);
      if (Object.keys(body).join() !== "accountId") return refuse(400, "", { assignee: "accountId is required." });
      const { accountId = null } = body;
      const user = state.users.find((it) => it.accountId === accountId);
      if (accountId !== null && !(user?.active && user.accountType === "atlassian"))
        return refuse(400, "", { assignee: "User cannot be assigned issues." });
      tickets.edit(ticket.id, { assignee: accountId }, by);
      return { status: 204 };
    }),
    on("GET", "/transitions", (ticket, _by, { url }) => {
      const isWhole = url.searchParams.get("expand") === "transitions.fields";
      const all = transitions(ticket).map(({ fields, ...it }) => (isWhole ? { ...it, fields } : it));
      return { json: { expand: "transitions", transitions: all } };
    }),
    on("POST", "/transitions", (ticket, by, asked) => {
      const { transition, fields = {} } = jsonOf<{ transition?: { id: string }; fields?: Fields }>(asked);
      const found = transitions(ticket).find((it) => it.id === transition?.id);
      if (!found) return refuse(400, "It seems that you have tried to perform an operation which you are not permitted to perform.");
      const missing = Object.keys(found.fields).filter((it) => fields[it] === undefined);
      if (missing.length > 0) return refuse(400, "", Object.fromEntries(missing.map((it) => [it, "Resolution is required."])));
      const edit: CloudEdit = { statusId: found.to.id, resolution: found.to.statusCategory.key === "done" ? "Done" : null };
      tickets.edit(ticket.id, edit, by);
      return { status: 204 };
    }),
    rest("POST", /^\/rest\/api\/3\/issue$/, (by, _match, asked) => {
      const { fields } = jsonOf<{ fields: Fields & { description?: { type?: string } } }>(asked);
      const { project, issuetype, summary, description } = fields;
      const wanted = typeof project === "object" ? state.projects.find((it) => it.id === project.id) : undefined;
      if (!wanted) return refuse(400, "", { project: "valid project is required" });
      if (typeof issuetype !== "object") return refuse(400, "", { issuetype: "valid issue type is required" });
      if (typeof summary !== "string" || summary === "") return refuse(400, "", { summary: "You must specify a summary of the issue." });
      if (!isDocument(description)) return refuse(400, "", { description: "Operation value must be an Atlassian Document" });
      const form = createForm(state.strictProjects.has(wanted.id), issuetype.id ?? "", dialect);
      const errors = formErrors(form, fields, dialect);
      if (Object.keys(errors).length > 0) return refuse(400, "", errors);
      const ticket = tickets.create({ projectKey: wanted.key, summary, description, fields }, by);
      return { status: 201, json: { id: ticket.id, key: ticket.key, self: `${state.url}/rest/api/3/issue/${ticket.id}` } };
    }),
    rest("GET", /^\/rest\/api\/3\/issue\/createmeta\/([^/]+)\/issuetypes$/, () => ({
      json: { maxResults: 50, startAt: 0, total: 2, issueTypes: FORM_TYPES.map((it) => ({ ...it, description: "", subtask: false })) },
    })),
    rest("GET", /^\/rest\/api\/3\/issue\/createmeta\/([^/]+)\/issuetypes\/(\d+)$/, (_by, [, named, typeId = ""], asked) => {
      const project = state.projects.find((it) => it.id === named || it.key === named);
      if (!project || !FORM_TYPES.some((it) => it.id === typeId)) return refuse(404, "The project or the issue type is not found.");
      const { values, ...page } = pageOf(asked, createForm(state.strictProjects.has(project.id), typeId, dialect).map(shownField), 7);
      return { json: { ...page, fields: values } };
    }),
  ];

  /** The queries that are asked for. Null for one that is not bounded. */
  function byJql(jql: string): CloudTicket[] | null {
    const all = [...tickets.all.values()];
    const [, minutes] = /^updated >= -(\d+)m ORDER BY updated DESC$/.exec(jql) ?? [];
    if (minutes) return all.filter((it) => it.updated >= cloudNow(state) - Number(minutes) * 60_000).sort((a, b) => b.updated - a.updated);
    const [, how, quoted = ""] = /^(id=|text ~ )"((?:[^"\\]|\\.)*)"$/.exec(jql) ?? [];
    const wanted = quoted.replace(/\\(.)/g, "$1").toLowerCase();
    if (!how) return null;
    return all.filter((it) => (how === "id=" ? it.key.toLowerCase() === wanted : it.summary.toLowerCase().includes(wanted)));
  }
}

type Search = { jql: string; maxResults?: number; nextPageToken?: string; fields?: string[] };

/** Atlassian's documents have a version, and no empty text in them. */
export const isDocument = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "version" in value && value.version === 1 && !JSON.stringify(value).includes('"text":""');
