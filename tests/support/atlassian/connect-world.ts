import { Resource } from "sst";
import { integrations } from "../../../functions/adapters/dynamo/integrations.ts";
import { startApp } from "../app.ts";
import { startJiraCloud } from "../jira-cloud/server.ts";
import { unescaped, visitorOf } from "../visitor.ts";
import { changeBody } from "./change-body.ts";
import { tenantOf } from "./connect-tenant.ts";
import { startAtlassian } from "./server.ts";

export const TENANT = "ba4c9a3e-0e5a-3d0c-a1c8-51a5e2f2d6b3";
export type ConnectWorld = Awaited<ReturnType<typeof startConnectWorld>>;

/** Lockstep, Atlassian, and a site whose administrators install the app on Connect. */
export async function startConnectWorld() {
  const [app, atlassian, site] = await Promise.all([startApp({ own: true }), startAtlassian(), startJiraCloud()]);
  Object.assign(Resource.Settings, atlassian.settings);
  const jira = tenantOf(app, site, TENANT);
  let serial = 0;
  const found = () => integrations.find("jira", TENANT);
  /** A page, as nobody who is signed in sees it. */
  const page = async (path: string) => {
    const response = await fetch(new URL(path, app.system.api));
    return { status: response.status, headers: response.headers, text: unescaped(await response.text()) };
  };
  return {
    ...{ app, atlassian, site, jira, found, page },
    /** From Jira's page for administrators to the organization's own integration. */
    connect: async () => {
      const visitor = visitorOf(app);
      await visitor.signIn();
      const framed = await page(jira.pageUrl("/extensions/jira/ui-hook/"));
      const [, link = ""] = /href="([^"]*\/configure\/[^"]*)"/.exec(framed.text) ?? [];
      const form = await visitor.visit(new URL(link).pathname);
      return { framed, form, visitor, done: await visitor.submit(form, "Connect") };
    },
    /** An issue, linked to a ticket of the tenant as somebody links it. */
    linked: async () => {
      const issue = await app.capture({ message: `failure ${++serial}`, frame: `frame${serial}` });
      const ticket = site.tickets.create();
      const id = (await found())?.id;
      const { status, body } = await app.put(`/api/0/issues/${issue.id}/integrations/${id}/`, { externalIssue: ticket.key });
      if (status !== 201) throw new Error(`linking answered ${status} ${JSON.stringify(body)}`);
      await app.idle();
      return { issue, ticket, read: async () => (await app.get(`/api/0/organizations/acme/issues/${issue.id}/`)).body };
    },
    bodyOf: (ticketId: string) => changeBody(site, ticketId),
    stop: () => Promise.all([app.stop(), atlassian.stop(), site.stop()]),
  };
}
