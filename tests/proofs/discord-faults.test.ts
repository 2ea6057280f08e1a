import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { sqs } from "../../functions/adapters/sqs/client.ts";
import { controlOf } from "../../infra/local/sandbox/discord/person.ts";
import { armed } from "../support/armed.ts";
import { recordCalls } from "../support/calls.ts";
import { ADA, addRule, addServer, CHANNEL, FORUM, link, PAGE, startWithDiscord } from "../support/discord/connected.ts";
import { injectFaults } from "../support/fault-injection.ts";
import { redisFaults } from "../support/redis-faults.ts";

let all: Awaited<ReturnType<typeof startWithDiscord>>;
let ada: Awaited<ReturnType<typeof link>>;
beforeAll(async () => {
  all = await startWithDiscord();
  await addServer(all.discord, all.visitor);
  await addRule(all.visitor);
  ada = await link(all.discord, all.app, all.visitor);
});
afterAll(() => all.stop());

const messagesOf = (id: string) => all.discord.state.messages.filter((it) => it.channelId === id);
const issueOf = async (id: string) => (await all.app.get(`/api/0/organizations/acme/issues/${id}/`)).body;
const asked = (beginning: string) => all.discord.requests.filter((it) => it.startsWith(beginning)).length;

let serial = 0;
let before = 0;
beforeEach(() => {
  before = messagesOf(CHANNEL).length;
});
async function newAlert() {
  const { id } = await all.app.capture({ message: `fault ${++serial}`, frame: `fault${serial}` });
  await all.app.idle();
  return { id, posted: messagesOf(CHANNEL).slice(before) };
}
const slow = (milliseconds: number) => (next: (args: object) => Promise<object>) => async (args: object) => {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  return next(args);
};

test("with a slow database the answer is deferred within three seconds, the work done once, and then said", async () => {
  const { id, posted } = await newAlert();
  const dialog = await ada.press(controlOf(posted[0]!.components, "Assign..."));
  const stop = armed("slow", slow(2500));
  const seen = await ada.press(controlOf(dialog.components, 5), [ADA.id]);
  stop();
  expect([seen.type, seen.milliseconds < 3000]).toEqual([6, true]);
  await all.app.idle();
  expect(ada.seen(seen.token)?.content).toMatch(/^Assignee has been updated/);
  const { assignedTo, activity } = await issueOf(id);
  expect([assignedTo.name, activity.length]).toEqual(["Ada", 2]);
  expect(messagesOf(posted[0]!.id)).toHaveLength(1);
});

test("an owner that is chosen in line takes one read and one transaction, and a message that counts it", async () => {
  const { posted } = await newAlert();
  const dialog = await ada.press(controlOf(posted[0]!.components, "Assign..."));
  const id = all.discord.state.next();
  const { calls, stop } = recordCalls();
  await ada.press(controlOf(dialog.components, 5), [ADA.id], { id });
  stop();
  const own = calls.filter(({ context }) => context.delivery === id).map(({ command }) => command);
  expect(own.sort()).toEqual(["BatchGetItemCommand", "SendMessageBatchCommand", "TransactWriteItemsCommand"]);
});

const table = () => armed("slow", slow(2500));
const queues = () => {
  sqs.middlewareStack.add(slow(2500) as never, { step: "initialize", name: "slow" });
  return () => void sqs.middlewareStack.remove("slow");
};
const discordItself = () => {
  all.discord.fail({ on: "", times: Number.POSITIVE_INFINITY, delayMs: 2500 });
  return () => all.discord.mend();
};
const sharedLimits = () => {
  const faults = redisFaults();
  faults.state.is = "slow";
  return () => faults.stop();
};
test.each([
  ["the table", table, 5],
  ["the queues", queues, 4],
  ["Redis", sharedLimits, 4],
  ["Discord", discordItself, 4],
])(
  "while %s takes 2.5 s or longer for whatever it is asked, everything is answered within three seconds, and comes to pass",
  async (_, make, type) => {
    const { posted } = await newAlert();
    const dialog = await ada.press(controlOf(posted[0]!.components, "Assign..."));
    const stop = make();
    const seen = await Promise.all([
      ada.command("link"),
      ada.command("assigned"),
      ada.press(controlOf(posted[0]!.components, "Assign...")),
      ada.press(controlOf(posted[0]!.components, "Resolve")),
      ada.press(controlOf(dialog.components, 5), [ADA.id]),
    ]);
    stop();
    expect(seen.map((it) => it.type)).toEqual([type, type, type, type, type === 5 ? 6 : 7]);
    expect(Math.max(...seen.map((it) => it.milliseconds))).toBeLessThan(3000);
    await all.app.idle();
    const texts = ["already linked", "", "Who owns", "has been resolved", "Assignee has been updated"];
    expect(seen.map(({ token }) => ada.seen(token)?.content)).toEqual(texts.map((it) => expect.stringContaining(it)));
    const [status, owner] = posted[0]!.embeds[0]!.fields!.map((it) => it.value);
    expect([status, owner]).toEqual(["Resolved", "Ada"]);
  },
);

test.each([
  [0, "before"],
  [0, "after"],
  [1, "before"],
  [1, "after"],
] as const)("a database that fails at request %i %s it is done changes nothing of that", async (call, when) => {
  const { id, posted } = await newAlert();
  const dialog = await ada.press(controlOf(posted[0]!.components, "Assign..."));
  const delivery = all.discord.state.next();
  const faults = injectFaults([{ delivery, call, when }]);
  const seen = await ada.press(controlOf(dialog.components, 5), [ADA.id], { id: delivery });
  await all.app.idle();
  expect(faults.hit).toEqual([delivery]);
  expect(ada.seen(seen.token)?.content).toMatch(/^Assignee has been updated/);
  const { assignedTo, activity } = await issueOf(id);
  expect([assignedTo.name, activity.length]).toEqual(["Ada", 2]);
});

test.each([
  ["the answer to a post is lost", { lost: true }],
  ["Discord is unwell", { status: 500 }],
  ["a bucket is empty", { limited: { retryAfter: 0.4 } }],
  ["everything is limited", { limited: { retryAfter: 1.2, global: true } }],
  ["what stands before Discord bans us", { limited: { retryAfter: 1, ban: true } }],
])("when %s an alert is posted once all the same", async (_, fault) => {
  all.discord.fail({ on: `POST /channels/${CHANNEL}/messages`, ...fault });
  expect((await newAlert()).posted).toHaveLength(1);
});

test("an edit whose answer is lost is made again; several changes are shown as they are in the end, each with its line", async () => {
  const { id, posted } = await newAlert();
  all.discord.fail({ on: `PATCH /channels/${CHANNEL}/messages/`, lost: true });
  const path = `/api/0/organizations/acme/issues/${id}/`;
  for (const assignedTo of ["ada", "bob", "team:core", "", "bob"]) await all.app.put(path, { assignedTo });
  await all.app.put(path, { status: "resolved" });
  await all.app.idle();
  const fields = posted[0]!.embeds[0]!.fields!.map((it) => it.value);
  expect(fields.slice(0, 2)).toEqual(["Resolved", "Bob"]);
  expect(messagesOf(posted[0]!.id)).toHaveLength(6);
  expect(posted[0]!.edits).toBeLessThanOrEqual(7);
});

test("a message that was deleted is given up, and nothing is asked of it again", async () => {
  const { id, posted } = await newAlert();
  const { messages } = all.discord.state;
  messages.splice(messages.indexOf(posted[0]!), 1);
  const path = `/api/0/organizations/acme/issues/${id}/`;
  await all.app.put(path, { assignedTo: "ada" });
  await all.app.idle();
  const before = asked(`POST /channels/${CHANNEL}/messages/${posted[0]!.id}`) + asked("PATCH");
  await all.app.put(path, { assignedTo: "bob" });
  await all.app.idle();
  expect(asked(`POST /channels/${CHANNEL}/messages/${posted[0]!.id}`) + asked("PATCH")).toBe(before);
  const { text } = await all.visitor.visit(PAGE);
  expect(text.split("Messages that are not followed any more")[1]).toMatch(/WEB-\d+<.*The message was deleted\./s);
});

test("a forum gets a post, which is its own thread; a channel that is gone is shown at its rule, and not tried for that issue again", async () => {
  expect((await addRule(all.visitor, { channel: FORUM, name: "Forum" })).text).toContain("Saved.");
  const { id } = await newAlert();
  const post = all.discord.state.messages.find((it) => it.id === it.channelId)!;
  expect(post.embeds[0]?.title).toContain("fault");
  await all.app.put(`/api/0/organizations/acme/issues/${id}/`, { assignedTo: "bob" });
  await all.app.idle();
  expect(messagesOf(post.channelId).map((it) => it.content)).toEqual(["", "Assigned to Bob by Ada in Lockstep"]);

  all.discord.state.channels.delete(CHANNEL);
  await newAlert();
  const tries = asked(`POST /channels/${CHANNEL}/messages`);
  await all.app.idle();
  expect(asked(`POST /channels/${CHANNEL}/messages`)).toBe(tries);
  expect((await all.visitor.visit(PAGE)).text).toContain("The channel is gone");
  expect(all.discord.violations).toEqual([]);
});
