import type { SyncConfig } from "../../core/trackers/integration.ts";
import { startJira } from "../../infra/local/sandbox/jira/server.ts";
import { startApp } from "./app.ts";
import { connectBothWays } from "./connected-jira.ts";

export type BothSides = Awaited<ReturnType<typeof startBothSides>>;

/** Lockstep and a Jira that are connected, with what tests ask of the two. Time is their own. */
export async function startBothSides({ id, version = "10.3.0", config }: { id: number; version?: string; config?: Partial<SyncConfig> }) {
  const [app, jira] = await Promise.all([startApp({ own: true, allowPrivateHosts: true }), startJira({ version })]);
  const lockstep = await connectBothWays(app, jira, { id, ...(config && { config }) });

  /** Until both have heard of everything. */
  async function calm(): Promise<void> {
    let told: number;
    do {
      told = jira.deliveries.answers.length;
      await app.idle();
      await jira.deliveries.settled();
    } while (jira.deliveries.answers.length > told);
  }
  const issueOf = async (issueId: string) =>
    (await app.get(`/api/0/organizations/acme/issues/${issueId}/`)).body as {
      status: string;
      assignedTo: { name: string } | null;
      activity: { type: string; data: Record<string, unknown> }[];
    };

  return {
    ...{ app, jira, lockstep, calm, issueOf },
    /** An issue and its ticket, with nothing under way; clocks have gone on by more than they may be wrong. */
    linked: async (name: string, ticket = jira.tickets.create()) => {
      const issue = await app.capture({ message: `${name} on both sides`, frame: name });
      await lockstep.link(issue.id, ticket);
      await calm();
      await app.advance(20);
      return { issue, ticket };
    },
    /** Lets so many seconds pass, and what is due then be done. */
    pass: async (seconds: number) => {
      await app.advance(seconds);
      await calm();
    },
    change: async (issueId: string, body: object) => {
      const { status } = await app.put(`/api/0/issues/${issueId}/`, body);
      if (status !== 200) throw new Error(`the change was answered ${status}`);
    },
    /** Who has the issue, and who the ticket. */
    owners: async (issueId: string, ticketId: string) => [
      (await issueOf(issueId)).assignedTo?.name ?? null,
      jira.tickets.find(ticketId)?.assignee ?? null,
    ],
    /** What happened to the issue since it was linked, the newest first. */
    happened: async (issueId: string) =>
      (await issueOf(issueId)).activity.map((it) => it.type).filter((it) => !["create_issue", "first_seen"].includes(it)),
    /** What was written to Jira. */
    written: () => jira.requests.filter((it) => it.method === "PUT" || (it.method === "POST" && it.url.pathname.endsWith("/transitions"))),
    health: async (ticketId: string) =>
      (await app.get(`/api/0/organizations/acme/integrations/${id}/links/?per_page=100`)).body.find(
        (it: { ticket: { id: string } }) => it.ticket.id === ticketId,
      ),
    stop: async () => {
      await jira.stop();
      await app.stop();
    },
  };
}
