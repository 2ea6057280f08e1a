import { jiraServerTracker } from "../../../functions/adapters/jira-server/tracker.ts";
import { startJira } from "../../../infra/local/sandbox/jira/server.ts";
import { anIntegration } from "../fake-integrations.ts";
import type { Subject } from "./subject.ts";

export async function jiraServerSubject(): Promise<Subject> {
  const jira = await startJira();
  jira.tokens.set("token", "admin");
  const ticketOf = (id: string) => jira.tickets.find(id)!;
  return {
    tracker: jiraServerTracker(anIntegration({ baseUrl: jira.url, webhookId: null }), { kind: "personal_access_token", token: "token" }),
    ...{ ada: "admin", bob: "bob", statusIds: { open: "3", done: "6" }, project: { id: "10000", key: "APP" }, webhook: "unknown" },
    authorOf: (account) => jira.users.find((it) => it.name === account)?.key ?? account,
    create: ({ strict = false } = {}) => jira.tickets.create({ projectKey: strict ? "OPS" : "APP", statusId: "1" }),
    edit: (id, { owner, status, title }, by = "admin") => {
      const statusId = status && { statusId: status === "done" ? "6" : "3" };
      jira.tickets.edit(id, { ...(owner !== undefined && { assignee: owner }), ...statusId, ...(title && { summary: title }) }, by);
    },
    owner: (id) => ticketOf(id).assignee,
    isDone: (id) => ["5", "6"].includes(ticketOf(id).statusId),
    comment: (id, body, property) => jira.tickets.comment(ticketOf(id), { body, properties: property ? [property] : [] }).id,
    newest: (id) => {
      const { body = "", properties = [] } = ticketOf(id).comments.at(-1) ?? {};
      return { text: body, isInternal: properties.some((it) => it.key === "sd.public.comment") };
    },
    fieldsOf: (id) => ticketOf(id).fields ?? {},
    remove: (id) => jira.tickets.remove(id),
    fail: (fault) => {
      jira.faults.clear();
      if (fault) jira.faults.set("/", fault);
    },
    setClock: (ahead) => {
      jira.state.clock = ahead;
    },
    asked: () => jira.requests.length,
    stop: jira.stop,
  };
}
