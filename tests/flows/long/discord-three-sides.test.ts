import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { controlOf } from "../../../infra/local/sandbox/discord/person.ts";
import { type Jira, startJira } from "../../../infra/local/sandbox/jira/server.ts";
import { connectBothWays } from "../../support/connected-jira.ts";
import { ADA, addRule, addServer, CHANNEL, link, startWithDiscord } from "../../support/discord/connected.ts";

const INTEGRATION = 4_000_000_000_000_990;
const NAMES: Record<string, string> = { admin: "Ada", bob: "Bob" };
const EDITS = 12;

let all: Awaited<ReturnType<typeof startWithDiscord>>;
let ada: Awaited<ReturnType<typeof link>>;
let jira: Jira;
let lockstep: Awaited<ReturnType<typeof connectBothWays>>;
beforeAll(async () => {
  [all, jira] = await Promise.all([startWithDiscord(), startJira({ version: "10.3.0" })]);
  const { discord, app, visitor } = all;
  lockstep = await connectBothWays(app, jira, { id: INTEGRATION });
  await addServer(discord, visitor);
  await addRule(visitor);
  ada = await link(discord, app, visitor);
});
afterAll(async () => {
  await all.stop();
  await jira.stop();
});

let serial = 0;
/** An error comes in, its alert is posted, and a ticket is linked to it. */
async function story() {
  const { id } = await all.app.capture({ message: `three sides ${++serial}`, frame: `side${serial}` });
  const ticket = jira.tickets.create();
  await lockstep.link(id, ticket);
  await calm();
  const message = all.discord.state.messages.findLast((it) => it.channelId === CHANNEL)!;
  return { id, ticketId: ticket.id, message };
}
type Story = Awaited<ReturnType<typeof story>>;

async function calm(): Promise<void> {
  for (let quiet = 0, round = 0; quiet < 2; round++) {
    if (round > 200) throw new Error("never at rest");
    await jira.deliveries.settled();
    quiet = (await all.app.system.idle(0.5)).idle ? quiet + 1 : 0;
  }
}

async function press({ message }: Story, dialog: string, choose?: (components: typeof message.components) => [string, string[]]) {
  const seen = await ada.press(controlOf(message.components, dialog));
  return choose ? ada.press(...choose(seen.components)) : seen;
}

/** Owner and whether it is done, on each side. */
async function sides({ id, ticketId, message }: Story) {
  const issue = (await all.app.get(`/api/0/organizations/acme/issues/${id}/`)).body;
  const ticket = jira.tickets.find(ticketId)!;
  const done = jira.state.statuses.find((it) => it.id === ticket.statusId)?.statusCategory.key === "done";
  const [status, owner] = message.embeds[0]!.fields!.map((it) => it.value);
  return {
    lockstep: [issue.assignedTo?.name ?? null, issue.status === "resolved"],
    jira: [ticket.assignee === null ? null : NAMES[ticket.assignee], done],
    discord: [owner === "Nobody" ? null : owner, status === "Resolved"],
  };
}

test("an error is alerted, assigned in Discord, its ticket follows; resolved in Jira, the message shows it and says where", async () => {
  const it = await story();
  await press(it, "Assign...", (rows) => [controlOf(rows, 5), [ADA.id]]);
  await calm();
  expect(jira.tickets.find(it.ticketId)?.assignee).toBe("admin");
  await all.app.advance(5);
  jira.tickets.edit(it.ticketId, { statusId: "5" }, "bob");
  await calm();
  const same = ["Ada", true];
  expect(await sides(it)).toEqual({ lockstep: same, jira: same, discord: same });
  const lines = all.discord.state.messages.filter(({ channelId }) => channelId === it.message.id).map(({ content }) => content);
  expect(lines).toEqual(["Assigned to Ada by Ada in Discord", "Resolved in Jira Server"]);
});

const edit = fc.oneof(
  fc.record({
    where: fc.constant("jira" as const),
    change: fc.constantFrom({ assignee: "bob" }, { assignee: null }, { statusId: "5" }, { statusId: "1" }),
  }),
  fc.record({
    where: fc.constant("rest" as const),
    change: fc.constantFrom({ assignedTo: "bob" }, { assignedTo: "" }, { status: "resolved" }, { status: "unresolved" }),
  }),
  fc.record({ where: fc.constant("discord" as const), change: fc.constantFrom("me", "nobody", "status") }),
);
const seed = Number(process.env.LOCKSTEP_SEED ?? Math.floor(Math.random() * 2 ** 31));

test(`owner and status are the same on all three sides after ${EDITS} edits anywhere (seed ${seed})`, { timeout: 600_000 }, async () => {
  const runs = fc.sample(fc.array(edit, { minLength: EDITS, maxLength: EDITS }), { seed, numRuns: 20 });
  for (const edits of runs) {
    const it = await story();
    for (const { where, change } of edits) {
      await all.app.advance(3);
      if (where === "jira") jira.tickets.edit(it.ticketId, change, "bob");
      else if (where === "rest") expect((await all.app.put(`/api/0/issues/${it.id}/`, change)).status).toBe(200);
      else await pressed(it, change);
    }
    await calm();
    await all.app.advance(901);
    await calm();
    const at = await sides(it);
    expect(at, JSON.stringify(edits)).toEqual({ lockstep: at.lockstep, jira: at.lockstep, discord: at.lockstep });
  }
  expect(all.discord.violations).toEqual([]);
});

/** The message may still show what was before: then its button says that, and is pressed all the same. */
async function pressed(it: Story, change: "me" | "nobody" | "status") {
  if (change === "me") return press(it, "Assign...", (rows) => [controlOf(rows, 5), [ADA.id]]);
  if (change === "nobody") return press(it, "Assign...", (rows) => [controlOf(rows, "Nobody"), []]);
  const isResolved = it.message.components[0]!.components.some(({ label }) => label === "Unresolve");
  return press(it, isResolved ? "Unresolve" : "Resolve");
}
