import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Action, sealControl } from "../../core/discord/custom-id.ts";
import { tokenHash } from "../../core/organizations/access.ts";
import { tokens } from "../../functions/adapters/dynamo/tokens.ts";
import { seal } from "../../functions/adapters/seal.ts";
import { controlOf, deliver, signed } from "../../infra/local/sandbox/discord/person.ts";
import { recordCalls } from "../support/calls.ts";
import { ADA, addRule, addServer, BOB, CHANNEL, link, PAGE, startWithDiscord } from "../support/discord/connected.ts";
import { visitorOf } from "../support/visitor.ts";

let all: Awaited<ReturnType<typeof startWithDiscord>>;
let ada: Awaited<ReturnType<typeof link>>;
let groupId: number;
let organizationId: number;
beforeAll(async () => {
  all = await startWithDiscord();
  const { discord, app, visitor } = all;
  await addServer(discord, visitor);
  await addRule(visitor);
  ada = await link(discord, app, visitor);
  organizationId = Number((await app.get("/api/0/organizations/acme/")).body.id);
  groupId = Number((await app.capture({ message: "bad input", frame: "badInput" })).id);
  await app.idle();
});
afterAll(() => all.stop());

const PING = '{"type": 1, "id": "1", "application_id": "2", "token": "t", "version": 1}';
const control = (action: Action, over: { organizationId?: number; groupId?: number } = {}) =>
  sealControl({ seal }, { action, organizationId, groupId, ...over });

describe("what was not signed as it is here is 401, before anything is read or written", () => {
  const now = () => Math.floor(Date.now() / 1000);
  test.each([
    ["a body that was changed", () => ({ ...signed(all.discord.state, PING), bytes: Buffer.from(PING.replace('"t"', '"u"')) })],
    ["JSON that was written anew", () => ({ ...signed(all.discord.state, PING), bytes: Buffer.from(JSON.stringify(JSON.parse(PING))) })],
    ["another time", () => withHeader("x-signature-timestamp", String(now() + 1))],
    ["a time of six minutes ago", () => signed(all.discord.state, PING, now() - 360)],
    ["a time to come", () => signed(all.discord.state, PING, now() + 360)],
    ["no signature", () => withHeader("x-signature-ed25519", "")],
    ["no time", () => withHeader("x-signature-timestamp", "")],
    ["no hex digits", () => withHeader("x-signature-ed25519", "z".repeat(128))],
    ["a short one", () => withHeader("x-signature-ed25519", "ab")],
    ["another key's", () => withHeader("x-signature-ed25519", "a".repeat(128))],
  ])("%s", async (_, make) => {
    const { bytes, headers } = make();
    const { calls, stop } = recordCalls();
    expect((await deliver(all.app.system.api, bytes, headers)).status).toBe(401);
    stop();
    expect(calls).toEqual([]);
  });

  const withHeader = (name: string, value: string) => {
    const made = signed(all.discord.state, PING);
    return { ...made, headers: { ...made.headers, [name]: value } };
  };
});

describe("what is signed, and cannot be done", () => {
  test.each([
    ["PING", PING, 200, { type: 1 }],
    ["a body that is not JSON", "{", 400, undefined],
    ["a kind that nobody knows", '{"type": 99}', 400, undefined],
    ["a kind that nothing here leads to", '{"type": 4}', 200, null],
    ["a form without anything", '{"type": 5}', 400, undefined],
    ["a command of nobody", '{"type":2,"id":"1","application_id":"2","token":"t","data":{"name":"link"}}', 200, null],
  ])("%s", async (_, body, status, answer) => {
    const { bytes, headers } = signed(all.discord.state, body);
    const reply = await deliver(all.app.system.api, bytes, headers);
    expect(reply.status).toBe(status);
    if (answer !== undefined) expect(reply.body).toEqual(answer);
  });

  test.each([
    ["an unknown command is help", () => ada.command("rm"), "`/link`"],
    ["a custom id that was made up", () => ada.press(`assign:${groupId}`), "not one of Lockstep's"],
    ["a custom id that begins like one", () => ada.press(`${control("unassign")}x`), "not one of Lockstep's"],
    ["an issue of another organization", () => ada.press(control("unassign", { organizationId: organizationId + 1 })), "not connected"],
    ["a group that is gone", () => ada.press(control("resolve", { groupId: groupId + 1 })), "This issue is gone"],
    ["a direct message", () => ada.press(control("resolve"), undefined, { guildId: null }), "not in direct messages"],
    ["another server", () => ada.press(control("resolve"), undefined, { guildId: "200000000000000002" }), "not connected"],
    ["a list without values", () => ada.press(control("assign_user"), []), "Nothing was chosen"],
    ["a value that was not offered", () => ada.press(control("resolve"), ["**never**"]), "There is no \\*\\*never\\*\\*"],
    ["a team that is gone", () => ada.press(control("assign_team"), ["team:1"]), "That team is gone"],
    ["no team at all", () => ada.press(control("assign_team"), ["user:1"]), "That team is gone"],
    ["a form that is empty", () => ada.fill(control("archive_form"), { hours: " ", errors: "" }), "Say for how many hours"],
    ["hours that are none", () => ada.fill(control("archive_form"), { hours: "1.5" }), "Hours have to be a whole number from 1 to 87600"],
    ["too many errors", () => ada.fill(control("archive_form"), { errors: "9999999999" }), "Errors have to be a whole number from 1 to"],
    ["a window of nothing", () => ada.fill(control("archive_form"), { hours: "1", within: "2" }), "goes with a number of errors"],
    ["a form of something else", () => ada.fill(control("resolve"), { hours: "1" }), "not one of Lockstep's"],
    ["a button that is a form", () => ada.press(control("archive_form"), ["hours:1"]), "not one of Lockstep's"],
    ["a release where there is none", () => ada.press(control("resolve"), ["inCurrentRelease"]), "The project has no release so far"],
  ])("%s", async (_, run, text) => {
    const seen = await run();
    expect([seen.status, seen.content]).toEqual([200, expect.stringContaining(text)]);
  });

  test("nothing came of any of it, and Discord would have taken each answer", async () => {
    await all.app.idle();
    const { status, assignedTo, activity } = (await all.app.get(`/api/0/organizations/acme/issues/${groupId}/`)).body;
    expect([status, assignedTo, activity.length]).toEqual(["unresolved", null, 1]);
    expect(all.discord.violations).toEqual([]);
  });
});

test("thirty teams are two lists, and the current owner is chosen in theirs", async () => {
  const { app } = all;
  for (let at = 0; at < 30; at++) {
    const slug = `team-${String(at).padStart(2, "0")}`;
    expect((await app.post("/api/0/organizations/acme/teams/", { name: slug, slug })).status).toBe(201);
    expect((await app.post(`/api/0/projects/acme/web/teams/${slug}/`)).status).toBeLessThan(300);
  }
  const dialog = await ada.press(control("assign_dialog"));
  const lists = dialog.components.flatMap((row) => row.components).filter((it) => it.type === 3);
  expect(lists.map((it) => it.options?.length)).toEqual([25, 6]);
  const last = lists[1]!.options!.at(-1)!;
  expect((await ada.press(lists[1]!.custom_id!, [last.value])).content).toContain("belongs to #team-29");
  expect(all.discord.violations).toEqual([]);
});

test("roles of a channel say who may act in it", async () => {
  const { discord, app, visitor } = all;
  const roles = { acting_channel: `https://discord.com/channels/1/${CHANNEL}`, acting_roles: ADA.roles[0] ?? "" };
  expect((await visitor.submit(await visitor.visit(PAGE), "Save", roles)).text).toContain("Saved.");
  expect((await visitor.visit(PAGE)).text).toMatch(new RegExp(`Server 1.*${CHANNEL}.*${ADA.roles[0]}`, "s"));
  expect((await ada.press(control("resolve_dialog"))).content).toContain("When is it resolved?");
  const same = discord.person(app.system.api, { ...BOB, id: ADA.id });
  expect((await same.press(control("resolve_dialog"))).content).toContain("certain roles");
});

test("who linked an account and is no member any more may do nothing", async () => {
  const { discord, app } = all;
  const { body: members } = await app.get("/api/0/organizations/acme/members/");
  const bob = (members as { id: string; email: string; user: { id: string } }[]).find((it) => it.email === "bob@example.com");
  const scopes = ["org:integrations" as const, "event:read" as const];
  await tokens.put(tokenHash("bob's"), { id: 9, organizationId, userId: Number(bob?.user.id), scopes });
  const own = visitorOf(app);
  await own.post("/auth/login/", { token: "bob's" });
  const linked = await link(discord, app, own, BOB);
  expect((await linked.press(control("resolve_dialog"))).content).not.toContain("have to be a member");
  expect((await app.remove(`/api/0/organizations/acme/members/${bob?.id}/`)).status).toBe(204);
  await app.advance(11);
  expect((await linked.press(control("resolve"))).content).toContain("You have to be a member of the issue's organization");
  expect((await app.get(`/api/0/issues/${groupId}/`)).body.status).toBe("unresolved");
});

test.each([
  ["voice", { channel: "300000000000000004" }, "takes no messages"],
  ["another server's", { channel: "300000000000000003" }, "in another server"],
  ["one that is not there", { channel: "399999999999999999" }, "The channel is gone"],
  ["no channel", { channel: "alerts" }, "Paste the channel"],
  ["no occasion", { new_issues: null, regressions: null, escalations: null }, "Choose what the channel is told of"],
])("a rule for %s is refused with a sentence", async (_, fill, text) => {
  expect((await addRule(all.visitor, fill)).text).toContain(text);
});

test("what was filled in stays there when a field is refused, and is text", async () => {
  const fill = { channel: '"><b>alerts', name: "Mine", regressions: null, level: "fatal", owned: "no", minutes: "5", tags: "os" };
  const { text } = await addRule(all.visitor, fill);
  for (const value of ["&quot;&gt;&lt;b&gt;alerts", "Mine", "5", "os"]) expect(text).toContain(`value="${value}"`);
  expect(text).toMatch(/<option value="fatal" selected/);
  expect(text).toMatch(/<option value="no" selected/);
  expect([/name="new_issues"[^>]*checked/, /name="regressions"[^>]*checked/].map((it) => it.test(text))).toEqual([true, false]);
});

test("a control of a message is 100 characters at most", () => {
  const [message] = all.discord.state.messages.filter((it) => it.channelId === CHANNEL);
  expect(controlOf(message!.components, "Assign...").length).toBeLessThanOrEqual(100);
});
