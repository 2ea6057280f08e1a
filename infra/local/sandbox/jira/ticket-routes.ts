import { commentRoutes } from "./comment-routes.ts";
import { createForm, type Dialect, FORM_TYPES, formErrors, shownField } from "./create-form.ts";
import type { Asked, Reply, Route } from "./exchange.ts";
import { type JiraState, jiraNow } from "./state.ts";
import { type Edit, jiraTime, type Ticket, type Tickets } from "./tickets.ts";

type Rest = (method: string, path: RegExp, run: (user: string, match: RegExpExecArray, asked: Asked) => Reply) => Route;
type Body = Record<string, never> & {
  name?: string | null;
  transition?: { id: string };
  fields?: Record<string, { name?: string; id?: string; key?: string } | string>;
};

const RESOLUTIONS = ["Done", "Won't Do", "Duplicate"];
/** As transitions offer them. */
const nameOf = (id = "10000"): string => RESOLUTIONS[Number(id) - 10_000] ?? "Done";
const refuse = (status: number, message: string, errors: Record<string, string> = {}): Reply => ({
  status,
  json: { errorMessages: message === "" ? [] : [message], errors },
});

/** The REST paths about tickets (https://docs.atlassian.com/software/jira/docs/api/REST/9.12.0/). */
export function ticketRoutes(state: JiraState, tickets: Tickets, rest: Rest): Route[] {
  const on = (method: string, path: string, run: (ticket: Ticket, user: string, asked: Asked) => Reply): Route =>
    rest(method, new RegExp(`^/rest/api/2/issue/([^/]+)${path}$`), (user, [, key = ""], asked) => {
      const ticket = tickets.find(decodeURIComponent(key));
      return ticket ? run(ticket, user, asked) : refuse(404, "Issue Does Not Exist");
    });
  const dialect: Dialect = {
    isUser: (value) => state.users.some((it) => it.name === (value as { name?: unknown }).name),
    isLongText: (value) => typeof value === "string",
    reporterHasDefault: false,
  };
  const bodyOf = ({ body }: Asked): Body => JSON.parse(body) as Body;
  /** Every status leads to every other; what is done asks for a resolution in projects that say so. */
  const transitions = (ticket: Ticket) =>
    state.statuses
      .filter((it) => it.id !== ticket.statusId)
      .map((to) => {
        const strict = state.strictProjects.has(ticket.projectId) && to.statusCategory.key === "done";
        const allowedValues = RESOLUTIONS.map((name, at) => ({ id: String(10_000 + at), name }));
        return {
          id: `${to.id}1`,
          name: to.name,
          to,
          fields: strict ? { resolution: { required: true, hasDefaultValue: false, name: "Resolution", allowedValues } } : {},
        };
      });

  return [
    on("GET", "", (ticket, _user, { url }) => {
      const known = state.changelog === "whole" ? ticket.histories : [];
      const histories = known.map(({ id, created, author, items }) => {
        const by = state.users.find((it) => it.name === author);
        return { id, created: jiraTime(created), author: { name: author, key: by?.key ?? author }, items };
      });
      const isAsked = url.searchParams.get("expand") === "changelog" && state.changelog !== "none";
      const more = isAsked ? { changelog: { startAt: 0, total: histories.length, histories } } : {};
      return { json: { ...tickets.show(ticket), ...more } };
    }),
    // The searches that are asked for: one key, a text, and what changed lately, newest first.
    rest("GET", /^\/rest\/api\/2\/search$/, (_user, _match, { url }) => {
      const jql = url.searchParams.get("jql") ?? "";
      const [, how, quoted = ""] = /^(id=|text ~ )"((?:[^"\\]|\\.)*)"$/.exec(jql) ?? [];
      const wanted = quoted.replace(/\\(.)/g, "$1").toLowerCase();
      if (how) {
        const field = (it: Ticket) => (how === "id=" ? it.key.toLowerCase() === wanted : it.summary.toLowerCase().includes(wanted));
        const issues = [...tickets.all.values()].filter(field);
        if (how === "id=" && issues.length === 0) return refuse(400, `An issue with key '${wanted}' does not exist for field 'id'.`);
        return { json: { startAt: 0, maxResults: 50, total: issues.length, issues: issues.slice(0, 50).map(tickets.show) } };
      }
      const [, minutes] = /^updated >= -(\d+)m ORDER BY updated DESC$/.exec(jql) ?? [];
      if (!minutes) return refuse(400, "Error in the JQL Query.");
      const [startAt, maxResults] = ["startAt", "maxResults"].map((it) => Number(url.searchParams.get(it) ?? 50)) as [number, number];
      const found = [...tickets.all.values()]
        .filter((it) => it.updated >= jiraNow(state) - Number(minutes) * 60_000)
        .sort((a, b) => b.updated - a.updated);
      const issues = found.slice(startAt, startAt + maxResults).map(tickets.show);
      return { json: { startAt, maxResults, total: found.length, issues } };
    }),
    on("PUT", "/assignee", (ticket, user, asked) => {
      const { name = null } = bodyOf(asked);
      if (name !== null && !state.users.some((it) => it.name === name))
        return refuse(400, "", { assignee: `User '${name}' does not exist.` });
      tickets.edit(ticket.id, { assignee: name }, user);
      return { status: 204 };
    }),
    on("GET", "/transitions", (ticket, _user, { url }) => ({
      json: {
        expand: "transitions",
        transitions: transitions(ticket).map(({ fields, ...it }) =>
          url.searchParams.get("expand") === "transitions.fields" ? { ...it, fields } : it,
        ),
      },
    })),
    on("POST", "/transitions", (ticket, user, asked) => {
      const { transition, fields = {} } = bodyOf(asked);
      const found = transitions(ticket).find((it) => it.id === transition?.id);
      if (!found)
        return refuse(400, "It seems that you have tried to perform a workflow operation that is not valid for the current state.");
      const missing = Object.keys(found.fields).filter((it) => fields[it] === undefined);
      if (missing.length > 0) return refuse(400, "", Object.fromEntries(missing.map((it) => [it, "Resolution is required."])));
      const { resolution } = fields;
      const edit: Edit = { statusId: found.to.id };
      if (found.to.statusCategory.key !== "done") edit.resolution = null;
      else edit.resolution = typeof resolution === "object" ? (resolution.name ?? nameOf(resolution.id)) : "Done";
      tickets.edit(ticket.id, edit, user);
      return { status: 204 };
    }),
    ...commentRoutes(state, tickets, on),
    rest("POST", /^\/rest\/api\/2\/issue$/, (user, _match, asked) => {
      const { fields = {} } = bodyOf(asked);
      const { project, issuetype, summary, description } = fields;
      const wanted = typeof project === "object" ? state.projects.find((it) => it.id === project.id || it.key === project.key) : undefined;
      if (!wanted) return refuse(400, "", { project: "valid project is required" });
      if (typeof issuetype !== "object") return refuse(400, "", { issuetype: "issue type is required" });
      if (typeof summary !== "string" || summary === "") return refuse(400, "", { summary: "You must specify a summary of the issue." });
      const typeId = issuetype.id ?? "";
      const errors = formErrors(createForm(state.strictProjects.has(wanted.id), typeId, dialect), fields, dialect);
      if (Object.keys(errors).length > 0) return refuse(400, "", errors);
      const ticket = tickets.create(
        { projectKey: wanted.key, typeId, summary, description: typeof description === "string" ? description : "", fields },
        user,
      );
      return { status: 201, json: { id: ticket.id, key: ticket.key, self: `${state.url}/rest/api/2/issue/${ticket.id}` } };
    }),
    rest("GET", /^\/rest\/api\/2\/issue\/createmeta\/([^/]+)\/issuetypes$/, () => ({
      json: { maxResults: 50, startAt: 0, total: 2, isLast: true, values: FORM_TYPES },
    })),
    rest("GET", /^\/rest\/api\/2\/issue\/createmeta\/([^/]+)\/issuetypes\/(\d+)$/, (_user, [, named, typeId = ""], { url }) => {
      const project = state.projects.find((it) => it.id === named || it.key === named);
      if (!project || !FORM_TYPES.some((it) => it.id === typeId)) return refuse(400, "Issue type is not valid for the project.");
      const all = createForm(state.strictProjects.has(project.id), typeId, dialect).map(shownField);
      const [startAt, maxResults] = ["startAt", "maxResults"].map((it, at) => Number(url.searchParams.get(it) ?? at * 50)) as [
        number,
        number,
      ];
      const values = all.slice(startAt, startAt + Math.min(maxResults, 7));
      return { json: { maxResults: 7, startAt, total: all.length, isLast: startAt + values.length >= all.length, values } };
    }),
    rest("GET", /^\/rest\/api\/2\/jql\/autocompletedata\/suggestions$/, (_user, _match, { url }) => {
      if (url.searchParams.get("fieldName") !== "cf[10010]") return refuse(400, "No such field.");
      const text = url.searchParams.get("fieldValue") ?? "";
      return { json: { results: [{ value: "Platform", displayName: `<b>${text}</b>form` }] } };
    }),
    // `query=` is not known here: without `username=` everybody comes, which a client has to notice.
    rest("GET", /^\/rest\/api\/2\/user\/assignable\/search$/, (_user, _match, { url }) => {
      const text = (url.searchParams.get("username") ?? "").toLowerCase();
      const found = state.users.filter((it) =>
        [it.name, it.displayName, it.emailAddress].some((field) => field?.toLowerCase().startsWith(text)),
      );
      return { json: found.slice(0, Number(url.searchParams.get("maxResults") ?? 50)) };
    }),
  ];
}
