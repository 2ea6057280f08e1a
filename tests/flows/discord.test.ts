import { Resource } from "sst";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { chatAccounts } from "../../functions/adapters/dynamo/chat-accounts.ts";
import { sqs } from "../../functions/adapters/sqs/client.ts";
import { controlOf } from "../../infra/local/sandbox/discord/person.ts";
import type { Step } from "../support/armed.ts";
import { ADA, addRule, addServer, BOB, CHANNEL, link, PAGE, startWithDiscord } from "../support/discord/connected.ts";
import { injectFaults } from "../support/fault-injection.ts";
import { deadLetters } from "../support/store.ts";

let all: Awaited<ReturnType<typeof startWithDiscord>>;
let ada: Awaited<ReturnType<typeof link>>;
beforeAll(async () => {
  all = await startWithDiscord();
});
afterAll(() => all.stop());

const issuePath = (id: string) => `/api/0/organizations/acme/issues/${id}/`;
const ofChannel = (id: string) => all.discord.state.messages.filter((it) => it.channelId === id);
const fieldOf = (embed: { fields?: { name: string; value: string }[] } | undefined, name: string) =>
  embed?.fields?.find((it) => it.name === name)?.value;

test("a server is added, its commands are registered, and the page says what Lockstep lacks there", async () => {
  const { discord, visitor } = all;
  expect((await visitor.visit(PAGE)).text).toContain("No server is connected");
  const done = await addServer(discord, visitor);
  expect(done.text).toContain("The server is connected");
  expect(done.text).toContain("All that is needed");
  expect(discord.state.commands.map((it) => it.name)).toEqual(["link", "unlink", "assigned", "help"]);
  discord.state.guilds.get("200000000000000001")!.permissions = 1n << 10n;
  expect((await visitor.visit(PAGE)).text).toContain("Missing: Send Messages, Embed Links");
  discord.state.guilds.get("200000000000000001")!.permissions = 1n << 3n;
  expect((await visitor.visit(`/extensions/discord/setup/?code=x&state=forged`)).text).toContain("This set-up is over");
});

test("who is not linked is offered it; an address works once, for a member, and shows whose account it is", async () => {
  const { discord, app, visitor } = all;
  ada = await link(discord, app, visitor);
  const { id: organizationId, members } = await whoIsWho();
  expect(await chatAccounts.find(organizationId, ADA.id)).toBe(members.Ada);
  expect((await visitor.visit(ada.path)).text).toContain("This address does not work");
  expect((await ada.command("link")).content).toContain("already linked to the Lockstep account with email: ada@");
  expect((await ada.command("help")).content).toContain("/unlink");
  expect((await ada.command("assigned", { guildId: null })).content).toContain("in a server");
});

test("an alert is posted once, assigned in two clicks, and the message and its thread follow; a repeated press decides nothing", async () => {
  const { discord, app, visitor } = all;
  expect((await addRule(visitor)).text).toContain("Saved.");
  const { id } = await app.capture({ message: "boom @everyone **now**", frame: "alerting" });
  await app.idle();
  const [message, ...more] = ofChannel(CHANNEL);
  expect(more).toEqual([]);
  expect(message?.embeds[0]?.title).toContain("\\*\\*now\\*\\*");
  expect(message?.embeds[0]?.title).not.toContain("@everyone");
  expect([fieldOf(message?.embeds[0], "Owner"), fieldOf(message?.embeds[0], "Events")]).toEqual(["Nobody", "1"]);

  const dialog = await ada.press(controlOf(message!.components, "Assign..."));
  expect([dialog.status, dialog.type]).toEqual([200, 4]);
  const again = { id: discord.state.next(), token: "token-once" };
  const done = await ada.press(controlOf(dialog.components, 5), [ADA.id], again);
  expect([done.type, done.content]).toEqual([7, expect.stringMatching(/^Assignee has been updated: WEB-\d+ belongs to Ada\.$/)]);
  await app.idle();
  const { assignedTo, activity } = (await app.get(issuePath(id))).body;
  expect(assignedTo.name).toBe("Ada");
  expect(activity[0].data.integration).toBe("discord");
  expect([fieldOf(message?.embeds[0], "Owner"), message?.edits]).toEqual(["Ada", 1]);
  expect(ofChannel(message!.id).map((it) => it.content)).toEqual(["Assigned to Ada by Ada in Discord"]);

  await app.put(issuePath(id), { assignedTo: "bob" });
  expect((await ada.press(controlOf(dialog.components, 5), [ADA.id], again)).content).toContain("by a later decision");
  await app.idle();
  expect((await app.get(issuePath(id))).body.assignedTo.name).toBe("Bob");
  expect(fieldOf(message?.embeds[0], "Owner")).toBe("Bob");
  expect(ofChannel(message!.id).map((it) => it.content)).toContain("Assigned to Bob by Ada in Lockstep");
  const events = async (type: string) => (await app.get(`/api/0/organizations/acme/analytics-events/?type=${type}`)).body;
  expect(await events("integrations.discord.assign")).toHaveLength(1);
  expect(await events("integrations.discord.status")).toHaveLength(1);
  expect(await events("integrations.discord.message_interaction")).toHaveLength(2);

  const list = await ada.press(controlOf(message!.components, "Archive..."));
  expect((await ada.press(controlOf(list.components, 3), ["day"])).content).toContain("is archived until <t:");
  const otherwise = await ada.press(controlOf(list.components, 3), ["otherwise"]);
  expect(otherwise.type).toBe(9);
  const filled = await ada.fill(otherwise.form ?? "", { hours: "36", errors: "500", within: "" });
  expect([filled.type, filled.content]).toEqual([
    7,
    expect.stringMatching(/is archived until <t:\d+:f>, or until it has 500 more errors\.$/),
  ]);
  await app.idle();
  expect((await app.get(issuePath(id))).body.statusDetails).toMatchObject({ ignoreCount: 500, ignoreUntil: expect.any(String) });
  expect((await ada.press(controlOf(message!.components, "Mark as Ongoing"))).content).toContain("marked as ongoing");
  await app.idle();
  expect((await ada.press(controlOf(message!.components, "Resolve"))).content).toContain("has been resolved");
  await app.idle();
  expect((await app.get(issuePath(id))).body.status).toBe("resolved");
  expect(fieldOf(message?.embeds[0], "Status")).toBe("Resolved");
  expect(controlOf(message!.components, "Unresolve")).toBeTruthy();
  expect(discord.violations).toEqual([]);
});

test("while nothing can be counted, what somebody presses is done and answered all the same", async () => {
  const { app } = all;
  const { id, press } = await aDecision();
  const disarm = () => void sqs.middlewareStack.remove("down");
  onTestFinished(disarm);
  const down: Step = (next) => async (args) => {
    if ((args as { input: { QueueUrl?: string } }).input.QueueUrl === Resource.Analytics.url) throw new Error("injected");
    return next(args);
  };
  sqs.middlewareStack.add(down as never, { step: "initialize", name: "down" });
  const { status, token } = await press();
  disarm();
  await app.idle();
  expect([status, ada.seen(token)?.content]).toEqual([200, expect.stringContaining("has been resolved")]);
  expect((await app.get(issuePath(id))).body.status).toBe("resolved");
});

test("an answer that Discord did not take comes again; one that nobody can be given any more is no fault, and was done", async () => {
  const { discord, app } = all;
  const deferred = async () => {
    const { id, press } = await aDecision();
    const delivery = discord.state.next();
    const faults = injectFaults([{ delivery, call: 0, when: "before" }]);
    return { id, faults, ...(await press({ id: delivery })) };
  };
  discord.fail({ on: "PATCH /webhooks/", status: 500 });
  const late = await deferred();
  await app.idle();
  late.faults.stop();
  expect([late.type, ada.seen(late.token)?.content]).toEqual([5, expect.stringContaining("has been resolved")]);

  discord.fail({ on: "PATCH /webhooks/", status: 404, code: 10_015 });
  const never = await deferred();
  await app.idle();
  expect([never.type, ada.seen(never.token)?.content]).toEqual([5, ""]);
  expect((await app.get(issuePath(never.id))).body.status).toBe("resolved");
  expect(await deadLetters("DiscordWork")).toEqual([]);
});

test("who is not linked, who was unlinked and whoever is chosen without a link is told what to do", async () => {
  const { discord, app } = all;
  const [message] = ofChannel(CHANNEL);
  const bob = discord.person(app.system.api, BOB);
  expect((await bob.press(controlOf(message!.components, "Assign..."))).content).toContain("`/link`");
  const dialog = await ada.press(controlOf(message!.components, "Assign..."));
  expect((await ada.press(controlOf(dialog.components, 5), [BOB.id])).content).toContain("has not linked");
  expect((await bob.command("unlink")).content).toContain("not linked");
  expect((await ada.command("unlink")).content).toContain("not linked any more to Acme");
  expect((await ada.press(controlOf(message!.components, "Assign..."))).content).toContain("`/link`");
  expect(discord.violations).toEqual([]);
});

test("the last organization's removal of a server makes Lockstep leave it; its buttons then do nothing", async () => {
  const { discord, visitor } = all;
  const gone = await visitor.submit(await visitor.visit(PAGE), "Disconnect Server 1");
  expect(gone.text).toContain("The server is disconnected");
  expect([...discord.state.guilds.keys()]).toEqual(["200000000000000002"]);
  expect((await ada.press(controlOf(ofChannel(CHANNEL)[0]!.components, "Assign..."))).content).toContain("not connected");
});

/** An issue that is new, and Ada's press that resolves it. */
async function aDecision() {
  const before = ofChannel(CHANNEL).length;
  const message = `decision ${before}`;
  const { id } = await all.app.capture({ message, frame: message.replace(" ", "") });
  await all.app.idle();
  const [posted] = ofChannel(CHANNEL).slice(before);
  return { id, press: (over = {}) => ada.press(controlOf(posted!.components, "Resolve"), undefined, over) };
}

async function whoIsWho() {
  const { body } = await all.app.get("/api/0/organizations/acme/");
  const members = (await all.app.get("/api/0/organizations/acme/members/")).body as { user: { id: string }; name: string }[];
  return { id: Number(body.id), members: Object.fromEntries(members.map((it) => [it.name, Number(it.user.id)])) };
}
