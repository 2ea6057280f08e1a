import { Resource } from "sst";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { everything, redriveLetters } from "../../../core/operations/dead-letters.ts";
import { sqs } from "../../../functions/adapters/sqs/client.ts";
import { operatedQueues } from "../../../functions/adapters/sqs/operated-queues.ts";
import { type Jira, startJira } from "../../../infra/local/sandbox/jira/server.ts";
import { replay } from "../../../infra/ops/replay.ts";
import { type App, startApp } from "../../support/app.ts";
import { connectBothWays } from "../../support/connected-jira.ts";

/** docs/operations.md, "A delivery had no effect": it was answered, and what it said was lost behind the receiver. */
let app: App;
let jira: Jira;
let lockstep: Awaited<ReturnType<typeof connectBothWays>>;
/** What becomes of messages to TicketChanges. */
let fate: "arrives" | "is lost" | "is given up" = "arrives";
beforeAll(async () => {
  [app, jira] = await Promise.all([startApp({ own: true, allowPrivateHosts: true }), startJira({ version: "10.3.0" })]);
  lockstep = await connectBothWays(app, jira, { id: 4_000_000_000_000_418 });
  sqs.middlewareStack.add(
    (next) => async (args) => {
      const input = args.input as { QueueUrl?: string; Entries?: { Id: string }[] };
      if (input.QueueUrl !== Resource.TicketChanges.url || !input.Entries || fate === "arrives") return next(args);
      if (fate === "is lost") return { response: {}, output: { $metadata: {}, Successful: input.Entries } } as never;
      return next({ ...args, input: { ...input, QueueUrl: Resource.TicketChangesWorker.deadLetterUrl } as never });
    },
    { step: "initialize", name: "fate" },
  );
});
afterEach(() => {
  fate = "arrives";
});
afterAll(async () => {
  sqs.middlewareStack.remove("fate");
  await jira.stop();
  await app.stop();
});

async function calm(): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await jira.deliveries.settled();
    await app.idle();
  }
}
const shown = async (id: string) =>
  (await app.get(`/api/0/issues/${id}/`)).body as { assignedTo: { name: string } | null; activity: object[] };

/** An issue and its ticket, of which Bob gets the ticket and nobody here hears; and what the log says of that delivery. */
async function unheard(name: string) {
  const issue = await app.capture({ message: name, frame: name });
  const ticket = await lockstep.link(issue.id);
  await calm();
  const lines = vi.spyOn(process.stdout, "write");
  try {
    jira.tickets.edit(ticket.id, { assignee: "bob" });
    await calm();
    expect((await shown(issue.id)).assignedTo).toBeNull();
    const logged = lines.mock.calls.map(([it]) => String(it)).filter((it) => it.includes('"webhook.accepted"'));
    const { delivery } = JSON.parse(logged.find((it) => it.includes(`"ticket":"${ticket.id}"`)) ?? "{}") as { delivery: string };
    return { issue, ticket, delivery };
  } finally {
    lines.mockRestore();
  }
}

/** The sides agree after a replay; another one finds nothing to do. */
async function agreeAfter(issue: { id: string }, named: string) {
  const answer = await replay("acme", named, 60);
  expect(answer).toMatchObject({ failed: false, value: { links: [{ issue: { owner: "Bob" } }] } });
  await calm();
  const { assignedTo, activity } = await shown(issue.id);
  expect(assignedTo?.name).toBe("Bob");
  await replay("acme", named, 60);
  await calm();
  expect((await shown(issue.id)).activity).toEqual(activity);
  return answer;
}

test("what was lost without a trace is found again by its ticket, which stands in the log beside the delivery", async () => {
  fate = "is lost";
  const { issue, ticket, delivery } = await unheard("lost");
  expect(delivery).toMatch(/^[\w.:-]+$/);
  fate = "arrives";
  await expect(replay("acme", delivery, 60)).rejects.toThrow(`No delivery "${delivery}" was given up`);
  const { value } = await agreeAfter(issue, ticket.key.toLowerCase());
  expect(value).toMatchObject({ links: [{ ticket: { id: ticket.id }, state: expect.stringMatching(/^(waiting|in-step)$/) }], letters: [] });
});

test("what was given up is found by the delivery; its message is named, and changes nothing when it is sent back", async () => {
  fate = "is given up";
  const { issue, ticket, delivery } = await unheard("given up");
  fate = "arrives";
  const { value, lines } = await agreeAfter(issue, delivery);
  const { letters } = value as { letters: string[] };
  expect(value).toMatchObject({ links: [{ ticket: { id: ticket.id } }] });
  expect(letters).toHaveLength(1);
  expect(lines.at(-1)).toContain(`dlq redrive ${letters[0]}`);
  const { activity } = await shown(issue.id);
  const all = { names: ["TicketChanges"], mine: everything, chosen: new Set(letters) };
  expect(await redriveLetters({ queues: operatedQueues }, all)).toMatchObject({ sent: { length: 1 } });
  await calm();
  expect((await shown(issue.id)).activity).toEqual(activity);
});

test("what nobody knows is said plainly, and so is another organization's", async () => {
  await expect(replay("acme", "no-such-delivery", 1)).rejects.toThrow(
    'No delivery "no-such-delivery" was given up, and acme has linked no ticket',
  );
  await expect(replay("nobodys", "FOO-1", 1)).rejects.toThrow('There is no organization "nobodys".');
  await expect(replay("acme", "FOO-1", 601)).rejects.toThrow();
});
