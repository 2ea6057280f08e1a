import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AlertRule } from "../../core/discord/alert-rule.ts";
import type { AlertRules, ChatAccounts, Guild, Guilds, LinkCodes, Posted, PostedMessages } from "../../core/discord/ports.ts";
import { NotFound } from "../../core/errors.ts";
import { alertRules } from "../../functions/adapters/dynamo/alert-rules.ts";
import { chatAccounts } from "../../functions/adapters/dynamo/chat-accounts.ts";
import { groupItem, stateItem } from "../../functions/adapters/dynamo/group-items.ts";
import { guilds } from "../../functions/adapters/dynamo/guilds.ts";
import { keys } from "../../functions/adapters/dynamo/keys.ts";
import { linkCodes } from "../../functions/adapters/dynamo/link-codes.ts";
import { postedMessages } from "../../functions/adapters/dynamo/posted-messages.ts";
import { fakeAlertRules, fakeChatAccounts, fakeGuilds, fakeLinkCodes, fakePostedMessages } from "../support/fake-discord-stores.ts";
import { aGroup } from "../support/fakes.ts";
import { queryAll } from "../support/store.ts";
import { startTable, type TableForTests } from "../support/table.ts";

/** The same checks on the fakes that unit tests use and on the adapters that are deployed. */
const [ONE, TWO, PROJECT, GROUP] = [11, 12, 21, 5];
let table: TableForTests;
beforeAll(async () => {
  table = await startTable();
  const { group, state } = aGroup(GROUP);
  await table.put({ ...keys.project(ONE, PROJECT), id: PROJECT }, groupItem(group), stateItem(group, state));
});
afterAll(() => table.stop());

describe.each<[string, Guilds]>([
  ["fake", fakeGuilds()],
  ["DynamoDB", guilds],
])("servers (%s)", (_, port) => {
  const guild = (guildId: string, organizationId: number, over: Partial<Guild> = {}): Guild => ({
    ...{ guildId, organizationId, name: `Server ${guildId}`, roles: { "7": ["8", "9"] }, installedAt: 5 },
    ...over,
  });

  test("of several organizations, each has its own; what is put again replaces it", async () => {
    for (const it of [guild("1", TWO), guild("2", ONE), guild("1", ONE), guild("1", ONE, { name: "Renamed", roles: {} })])
      await port.put(it, 3);
    expect(await port.find(ONE, "1")).toEqual(guild("1", ONE, { name: "Renamed", roles: {} }));
    expect(await port.find(TWO, "1")).toEqual(guild("1", TWO));
    expect(await port.find(TWO, "2")).toBeNull();
    expect((await port.list(ONE)).map((it) => it.guildId)).toEqual(["1", "2"]);
    expect([await port.organizationsOf("1"), await port.organizationsOf("2"), await port.organizationsOf("3")]).toEqual([
      [ONE, TWO],
      [ONE],
      [],
    ]);
  });

  test("one that is removed is gone for that organization alone; removing it again changes nothing", async () => {
    for (let time = 0; time < 2; time++) await port.remove(guild("1", ONE), { by: 3, at: 6 });
    expect([await port.find(ONE, "1"), await port.organizationsOf("1")]).toEqual([null, [TWO]]);
    expect(await port.find(TWO, "1")).toEqual(guild("1", TWO));
  });
});

describe.each<[string, ChatAccounts]>([
  ["fake", fakeChatAccounts()],
  ["DynamoDB", chatAccounts],
])("accounts (%s)", (_, port) => {
  const found = (organizationId = ONE) => Promise.all(["a", "b", "c"].map((it) => port.find(organizationId, it)));

  test("an account is one user's and a user has one, in each organization; the newest link of either replaces the others", async () => {
    await port.put(ONE, "a", 1);
    await port.put(ONE, "b", 2);
    await port.put(TWO, "a", 9);
    expect([await found(), await found(TWO)]).toEqual([
      [1, 2, null],
      [9, null, null],
    ]);
    await port.put(ONE, "c", 1);
    expect(await found()).toEqual([null, 2, 1]);
    await port.put(ONE, "b", 1);
    expect(await found()).toEqual([null, 1, null]);
    expect(await port.ofUsers(ONE, [1, 2])).toEqual(new Map([[1, "b"]]));
    await port.put(ONE, "b", 1);
    expect([await found(), await found(TWO)]).toEqual([
      [null, 1, null],
      [9, null, null],
    ]);
  });

  test("one that is removed is free, both ways; removing nobody's changes nothing", async () => {
    for (let time = 0; time < 2; time++) await port.remove(ONE, "b");
    await port.remove(ONE, "never");
    expect(await found()).toEqual([null, null, null]);
    await port.put(ONE, "c", 1);
    expect(await found()).toEqual([null, null, 1]);
  });
});

describe.each<[string, LinkCodes]>([
  ["fake", fakeLinkCodes()],
  ["DynamoDB", linkCodes],
])("codes to link with (%s)", (_, port) => {
  const code = { account: "a", name: "ada", guildId: "1", expiresAt: 100 };

  test("one is seen until its time, and taken once, however many try", async () => {
    await port.put("x", code);
    expect([await port.see("x", 99), await port.see("x", 100), await port.see("y", 1)]).toEqual([code, null, null]);
    const taken = await Promise.all([1, 2, 3].map(() => port.take("x", 99)));
    expect(taken.filter((it) => it !== null)).toEqual([code]);
    expect([await port.see("x", 1), await port.take("x", 1)]).toEqual([null, null]);
  });

  test("one whose time is over is taken by nobody", async () => {
    await port.put("late", code);
    expect([await port.take("late", 100), await port.take("never", 1)]).toEqual([null, null]);
  });
});

describe.each<[string, AlertRules]>([
  ["fake", fakeAlertRules([[ONE, PROJECT]])],
  ["DynamoDB", alertRules],
])("rules of a project (%s)", (_, port) => {
  const rule = (id: string, over: Partial<AlertRule> = {}): AlertRule => ({
    ...{
      id: id.repeat(16),
      name: "r",
      guildId: "1",
      channelId: "2",
      forum: false,
      newIssues: true,
      regressions: false,
      escalations: false,
    },
    ...{ level: "error", environment: null, owned: false, minutes: 60, tags: ["os"], failure: null },
    ...over,
  });

  test("are put, replaced and removed, in their project alone; of a project that is gone there are none", async () => {
    await port.put(ONE, PROJECT, rule("b"));
    await port.put(ONE, PROJECT, rule("a"));
    await port.put(ONE, PROJECT, rule("b", { name: "again", level: null }));
    expect(await port.list(ONE, PROJECT)).toEqual([rule("a"), rule("b", { name: "again", level: null })]);
    await expect(port.put(ONE, PROJECT + 1, rule("c"))).rejects.toThrow(NotFound);
    await expect(port.put(TWO, PROJECT, rule("c"))).rejects.toThrow(NotFound);
    expect([await port.list(ONE, PROJECT + 1), await port.list(TWO, PROJECT)]).toEqual([[], []]);
    await port.remove(ONE, PROJECT, rule("a").id);
    await port.remove(TWO, PROJECT, rule("b").id);
    expect((await port.list(ONE, PROJECT)).map((it) => it.name)).toEqual(["again"]);
  });

  test("say why they could not post, until they can; one that is gone is not brought back by that", async () => {
    await port.note(ONE, PROJECT, rule("b").id, "The channel is gone.");
    await port.note(ONE, PROJECT, rule("a").id, "The channel is gone.");
    expect((await port.list(ONE, PROJECT)).map((it) => [it.name, it.failure])).toEqual([["again", "The channel is gone."]]);
    await port.note(ONE, PROJECT, rule("b").id, null);
    expect((await port.list(ONE, PROJECT)).map((it) => it.failure)).toEqual([null]);
  });
});

describe.each<[string, PostedMessages]>([
  ["fake", fakePostedMessages([[ONE, GROUP]])],
  ["DynamoDB", postedMessages],
])("messages of an issue (%s)", (_, port) => {
  const posted = (messageId: string, over: Partial<Posted> = {}): Posted => ({
    ...{ organizationId: ONE, projectId: PROJECT, groupId: GROUP, guildId: "1", channelId: "2", messageId, threadId: null },
    ...{ tags: [["os", "Linux"]], via: "r", shown: 0, told: 0, failure: null },
    ...over,
  });

  const CLAIM = { ruleId: "z", cause: "1" };

  test("are kept and followed, of an issue that is there; what is gone is not brought back by what is known of it", async () => {
    await port.put(posted("1"), CLAIM);
    await port.put(posted("2"), CLAIM);
    await port.put(posted("3", { groupId: GROUP + 1 }), CLAIM);
    await port.update(posted("1"), { shown: 4, threadId: "1" });
    await port.update(posted("9"), { shown: 4 });
    expect(await port.ofGroup(ONE, GROUP)).toEqual([posted("1", { shown: 4, threadId: "1" }), posted("2")]);
    for (const [at, id] of ["2", "1"].entries()) await port.giveUp(posted(id), { shortId: "WEB-5", failure: "Deleted.", at: 7 + at });
    await port.giveUp(posted("9"), { shortId: "WEB-5", failure: "Deleted.", at: 9 });
    expect((await port.ofGroup(ONE, GROUP)).map((it) => it.failure)).toEqual(["Deleted.", "Deleted."]);
    const lost = { ...{ groupId: GROUP, guildId: "1", channelId: "2", via: "r" }, shortId: "WEB-5", failure: "Deleted." };
    expect(await port.givenUp(ONE, 9)).toEqual([
      { ...lost, at: 8 },
      { ...lost, at: 7 },
    ]);
    expect([(await port.givenUp(ONE, 1)).map((it) => it.at), await port.givenUp(TWO, 9)]).toEqual([[8], []]);
    expect([await port.ofGroup(ONE, GROUP + 1), await port.ofGroup(TWO, GROUP)]).toEqual([[], []]);
  });

  test("a rule may tell of an issue for one cause in a window, and again for that same one until it is told; another rule by itself", async () => {
    const claim = (ruleId: string, cause: string, at: number, groupId = GROUP) =>
      port.claim(ONE, groupId, { ruleId, cause, at, window: 100 });
    expect([await claim("a", "1", 1000), await claim("a", "1", 1000)]).toEqual([true, true]);
    await port.put(posted("4"), { ruleId: "a", cause: "1" });
    expect([await claim("a", "1", 1000), await claim("a", "1", 1001)]).toEqual([false, false]);
    expect([await claim("a", "2", 1099), await claim("b", "2", 1099), await claim("a", "2", 1100)]).toEqual([false, true, true]);
    expect([await claim("a", "1", 1150), await claim("a", "1", 1300, GROUP + 1)]).toEqual([false, false]);
    const both = await Promise.all(["3", "4", "5"].map((it) => claim("a", it, 1500)));
    expect(both.filter((it) => it)).toHaveLength(1);
  });
});

test("whoever connects or removes a server is on record", async () => {
  const guild = { guildId: "77", organizationId: ONE, name: "Audited", roles: {}, installedAt: 5 };
  await guilds.put(guild, 3);
  await guilds.remove(guild, { by: 4, at: 6 });
  const entries = await queryAll(keys.auditEntry(ONE, 0, "").pk);
  expect(entries.map(({ event, actor }) => ({ event, actor }))).toEqual(
    expect.arrayContaining([
      { event: "INTEGRATION_ADD", actor: 3 },
      { event: "INTEGRATION_REMOVE", actor: 4 },
    ]),
  );
});
