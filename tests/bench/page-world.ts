import { unknownTicket } from "../../core/sync/ticket-state.ts";
import { startSandbox } from "../../infra/local/sandbox/start.ts";
import { visitorAt } from "../../infra/local/sandbox/visitor.ts";
import "../support/quiet.ts";
import { drive } from "./driven.ts";
import { ingestOf } from "./ingest.ts";
import { INTEGRATION, linkedGroup, ORGANIZATION, startWorld, TOKEN } from "./world.ts";

const PROJECT = ORGANIZATION + 30;
const BOARD = "/__local/sandbox/";
/** A page of what is out of step, and three of who changed what. */
const OUT_OF_STEP = 10;
const CHANGES = 90;

/** The console of an organization with so many issues, somebody signed in, and every page that is measured with something on it. */
export async function startPageWorld({ issues }: { issues: number }) {
  const sandbox = await startSandbox(null);
  const world = await startWorld({ secrets: sandbox.secrets, settings: { discordApi: sandbox.discordApi }, beside: sandbox });
  const driven = drive(world);
  const ingest = await ingestOf(world);
  await ingest.atOnce(5);
  const { putGroups } = await import("../support/many-groups.ts");
  await putGroups(issues, { organizationId: ORGANIZATION, projectId: PROJECT, firstId: 7_000_000, title: "Cart total is not a number" });
  await outOfStep();
  await changed();

  const visitor = visitorAt(world.url, TOKEN);
  await visitor.signIn();
  const found = await api("/api/0/projects/acme/web/issues/?query=left&limit=1");
  const issue = (found as { id: string }[])[0]?.id;
  if (!issue) throw new Error("there is no issue to look at");
  sandbox.join(world.url, TOKEN);
  const begun = await visitor.submit(await visitor.visit(BOARD), "Connect both and send an error");
  if (!begun.text.includes('class="thirds"')) throw new Error(`the sandbox answered ${begun.status}`);
  // From here on nothing runs but what is measured.
  await driven.idle();
  await driven.stop();
  const pages: Record<string, string> = {
    "issues list": "/organizations/acme/issues/",
    issue: `/organizations/acme/issues/${issue}/`,
    "out of step": "/organizations/acme/out-of-step/",
    people: "/settings/acme/people/",
    "project's settings": "/settings/acme/projects/web/",
    integrations: "/settings/acme/integrations/",
    operations: "/settings/acme/operations/",
    "audit log": "/settings/acme/audit-log/",
    "sandbox board": BOARD,
  };
  return {
    ...{ world, pages },
    cookie: [...visitor.cookies].map((it) => it.join("=")).join("; "),
    stop: async () => {
      await sandbox.stop();
      await world.stop();
    },
  };

  async function api(path: string): Promise<unknown> {
    return (await fetch(`${world.url}${path}`, { headers: { authorization: `Bearer ${TOKEN}` } })).json();
  }
}

/** Issues that are not as their tickets are, of several reasons. */
async function outOfStep(): Promise<void> {
  const { tickets } = await import("../../functions/adapters/dynamo/tickets.ts");
  const { ticketIdOf } = await import("../support/jira-webhooks.ts");
  for (let n = 0; n < OUT_OF_STEP; n++) {
    const key = await linkedGroup(n);
    const since = Date.now() - n * 60_000;
    const waiting = { kind: n % 2 ? "refused" : "unreachable", text: "Jira answered that the field cannot be set.", since };
    const ref = { integrationId: INTEGRATION, ticketId: ticketIdOf(key) };
    await tickets.update(ref, (before) => ({ ...unknownTicket(ref, null, "open:1"), ...before, due: Date.now() + 3_600_000, waiting }));
  }
}

async function changed(): Promise<void> {
  const { audits } = await import("../../functions/adapters/dynamo/audits.ts");
  for (let n = 0; n < CHANGES; n++) {
    const data = { name: `Somebody ${n}`, email: `somebody-${n}@example.com` };
    await audits.record(ORGANIZATION, { event: "MEMBER_EDIT", actor: ORGANIZATION + 10, target: n, at: Date.now() - n * 1000, data });
  }
}
