import { Resource } from "sst";
import type { CloudCredentials } from "../../../core/jira-cloud/credentials.ts";
import { jiraCloudTracker } from "../../../functions/adapters/jira-cloud/tracker.ts";
import { APP } from "../atlassian/approvals.ts";
import { siteAt, startAtlassian } from "../atlassian/server.ts";
import { isSignedByApp } from "../atlassian/tokens.ts";
import { anIntegration } from "../fake-integrations.ts";
import { startJiraCloud } from "../jira-cloud/server.ts";
import { ADA, BOB } from "../jira-cloud/state.ts";
import { startTable } from "../table.ts";
import type { Subject } from "./subject.ts";

let count = 0;

type Site = Awaited<ReturnType<typeof startJiraCloud>>;
/** How it is asked, for somebody: the address and the credentials; and what ends with it. */
type Way = (site: Site, accountId: string) => Promise<{ credentials: CloudCredentials; stop?: () => Promise<void> }>;

const byToken: Way = async (site, accountId) => ({ credentials: { kind: "api_token", ...site.tokenOf(accountId), endsAt: null } });

const SECRET = "the secret that Jira shares with the app";
const byConnect: Way = async (site, accountId) => {
  site.callers.push((asked) => (isSignedByApp(asked, SECRET) ? accountId : null));
  return { credentials: { kind: "connect", sharedSecret: SECRET } };
};

const byOauth: Way = async (site, accountId) => {
  const atlassian = await startAtlassian({ site: siteAt(site) });
  // A token that is refused is looked for where it would be stored.
  const { Settings, Redis } = Resource;
  const table = await startTable({ Redis: { ...Redis }, Settings: { ...Settings, ...atlassian.settings } });
  const tokens = atlassian.oauth.approved({ clientId: APP.clientId, cloudId: site.state.cloudId });
  site.callers.push((asked) => (atlassian.oauth.grantOf(asked) ? accountId : null));
  return {
    credentials: { kind: "oauth", ...APP, cloudId: site.state.cloudId, ...tokens },
    stop: async () => void (await Promise.all([atlassian.stop(), table.stop()])),
  };
};

export const jiraCloudByToken = () => jiraCloudSubject(byToken);
export const jiraCloudByConnect = () => jiraCloudSubject(byConnect);
export const jiraCloudByOauth = () => jiraCloudSubject(byOauth);

async function jiraCloudSubject(way: Way): Promise<Subject> {
  const site = await startJiraCloud();
  const { credentials, stop } = await way(site, ADA);
  const { tickets } = site;
  const ticketOf = (id: string) => tickets.find(id)!;
  const externalId = `11:of-the-suite-${++count}`;
  const integration = anIntegration({ provider: "jira", externalId, baseUrl: site.url, webhookId: null });
  const tracker = jiraCloudTracker(integration, credentials);
  if (!tracker) throw new Error("there is no way in");
  return {
    tracker,
    ...{ ada: ADA, bob: BOB, statusIds: { open: "3", done: "10004" }, project: { id: "10000", key: "APP" } },
    webhook: credentials.kind === "connect" ? "in place" : "unknown",
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
    fieldsOf: (id) => ticketOf(id).fields ?? {},
    remove: (id) => tickets.remove(id),
    fail: (fault) => {
      site.faults.clear();
      if (fault) site.faults.set("/", fault);
    },
    setClock: (ahead) => {
      site.state.clock = ahead;
    },
    asked: () => site.requests.length,
    stop: async () => {
      await Promise.all([site.stop(), stop?.()]);
    },
  };
}
