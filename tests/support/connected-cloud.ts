import { NotFound } from "../../core/errors.ts";
import { type App, TOKEN } from "./app.ts";
import type { JiraCloudSite } from "./jira-cloud/server.ts";
import type { CloudUser } from "./jira-cloud/state.ts";
import { visitorOf } from "./visitor.ts";

/** The account that Lockstep acts as there: one of its own, as the page advises. */
export const LOCKSTEP = "712020:10c45e9b-2a7b-4d11-9c0e-10ac45e9b000";

export const ITS_ACCOUNT: CloudUser = {
  ...{ accountId: LOCKSTEP, accountType: "atlassian", displayName: "Lockstep", email: "lockstep@example.com" },
  ...{ showsEmail: false, active: true, admin: true },
};

/** The small site of Jira Cloud and Lockstep, connected both ways through the pages, as somebody does it. */
export async function connectCloud(app: App, site: JiraCloudSite) {
  site.state.users.push(ITS_ACCOUNT);
  const visitor = visitorOf(app);
  await visitor.signIn();
  const { email, token } = site.tokenOf(LOCKSTEP);
  const form = await visitor.visit("/settings/acme/integrations/jira-cloud/new/");
  const page = await visitor.submit(form, "Connect", { site: site.url, email, token, ends: "", sync_comments: "on" });
  const id = /integrations\/(\d+)\//.exec(page.path)?.[1];
  if (!id) throw new NotFound(`nothing was connected:\n${page.text}`);
  return connected(app, site, id, visitor);
}

/** What tests do with a site that is connected, by whichever way. */
export async function connected(app: App, site: JiraCloudSite, id: string, visitor: ReturnType<typeof visitorOf>) {
  const mapping = { on_resolve: "10004", on_unresolve: "10002" };
  const configured = await app.post(`/api/0/organizations/acme/integrations/${id}/`, {
    sync_status_forward: { "10000": mapping, "10001": mapping },
  });
  if (configured.status !== 200) throw new Error(`configuring answered ${configured.status} ${JSON.stringify(configured.body)}`);
  return {
    id,
    visitor,
    token: TOKEN,
    link: async (issueId: string, ticket = site.tickets.create()) => {
      const { status, body } = await app.put(`/api/0/issues/${issueId}/integrations/${id}/`, { externalIssue: ticket.key });
      if (status !== 201) throw new Error(`linking answered ${status} ${JSON.stringify(body)}`);
      return ticket;
    },
    /** Until both sides have heard of everything. */
    calm: async () => {
      for (let round = 0; round < 3; round++) {
        await app.idle();
        await site.deliveries.settled();
      }
      await app.idle();
    },
  };
}
