import { jiraCloudTracker } from "../../../functions/adapters/jira-cloud/tracker.ts";
import { anIntegration } from "../fake-integrations.ts";
import { startJiraCloud } from "../jira-cloud/server.ts";
import { ADA, BOB } from "../jira-cloud/state.ts";
import type { Subject } from "./subject.ts";

let count = 0;

export async function jiraCloudSubject(): Promise<Subject> {
  const site = await startJiraCloud();
  const { tickets } = site;
  const ticketOf = (id: string) => tickets.find(id)!;
  const externalId = `11:of-the-suite-${++count}`;
  const integration = anIntegration({ provider: "jira", externalId, baseUrl: site.url, webhookId: null });
  const tracker = jiraCloudTracker(integration, { kind: "api_token", ...site.tokenOf(ADA), endsAt: null });
  if (!tracker) throw new Error("there is no way in");
  return {
    tracker,
    ...{ ada: ADA, bob: BOB, statusIds: { open: "3", done: "10004" }, project: { id: "10000", key: "APP" } },
    authorOf: (account) => account,
    create: ({ strict = false } = {}) => tickets.create({ projectKey: strict ? "OPS" : "APP" }),
    edit: (id, { owner, status, title }, by = ADA) => {
      const statusId = status && { statusId: status === "done" ? "10004" : "3" };
      tickets.edit(id, { ...(owner !== undefined && { assignee: owner }), ...statusId, ...(title && { summary: title }) }, by);
    },
    owner: (id) => ticketOf(id).assignee,
    isDone: (id) => ["10003", "10004"].includes(ticketOf(id).statusId),
    comment: (id, body, property) => tickets.comment(ticketOf(id), { body, properties: property ? [property] : [] }).id,
    newest: (id) => {
      const { body, properties = [] } = ticketOf(id).comments.at(-1) ?? {};
      const text = [...JSON.stringify(body).matchAll(/"text":"((?:[^"\\]|\\.)*)"/g)].map((it) => JSON.parse(`"${it[1]}"`)).join("\n");
      return { text, isInternal: properties.some((it) => it.key === "sd.public.comment") };
    },
    remove: (id) => tickets.remove(id),
    fail: (fault) => {
      site.faults.clear();
      if (fault) site.faults.set("/", fault);
    },
    setClock: (ahead) => {
      site.state.clock = ahead;
    },
    asked: () => site.requests.length,
    stop: site.stop,
  };
}
