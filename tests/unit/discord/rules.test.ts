import { describe, expect, test } from "vitest";
import { type AlertRule, matches } from "../../../core/discord/alert-rule.ts";
import { archiveOf } from "../../../core/discord/archive-form.ts";
import { pressedAt } from "../../../core/discord/interaction.ts";
import { cut, plain } from "../../../core/discord/reply.ts";
import { threadLine } from "../../../core/discord/thread-line.ts";
import type { Activity } from "../../../core/issues/activity.ts";
import { IssueUpdate } from "../../../core/issues/issue-update.ts";
import { aGroup } from "../../support/fakes.ts";

describe("text of others", () => {
  test.each([
    ["**bold** _it_ `code`", "\\*\\*bold\\*\\* \\_it\\_ \\`code\\`"],
    ["[click](https://evil.example)", "\\[click\\](https:\u200b//evil.example)"],
    ["<@123> <#4> <t:1:R>", "\\<@\u200b123\\> \\<\\#4\\> \\<t:1:R\\>"],
    ["@everyone", "@\u200beveryone"],
    ["a\n# b", "a \\# b"],
    ["||hidden|| ~~gone~~", "\\|\\|hidden\\|\\| \\~\\~gone\\~\\~"],
  ])("%j is %j", (text, expected) => expect(plain(text)).toBe(expected));

  test("is cut between characters", () => expect(cut("😀😀😀", 2)).toBe("😀…"));
});

test("when somebody pressed is what the id says, and never later than now", () => {
  expect(pressedAt("175928847299117063", Date.UTC(2026, 0, 1))).toBe(1_462_015_105_796);
  expect(pressedAt("175928847299117063", 1000)).toBe(1000);
});

describe("a rule wants to hear of", () => {
  const rule: AlertRule = {
    ...{
      id: "0".repeat(16),
      name: "r",
      guildId: "1",
      channelId: "2",
      forum: false,
      newIssues: true,
      regressions: false,
      escalations: false,
    },
    ...{ level: null, environment: null, owned: null, minutes: 60, tags: [], failure: null },
  };
  const seen = { occasion: "new", group: { level: "error" }, environment: "prod", assignee: null } as const;
  test.each<[string, Partial<AlertRule>, object, boolean]>([
    ["what it names", {}, {}, true],
    ["regressions only", { newIssues: false, regressions: true }, {}, false],
    ["a regression", { newIssues: false, regressions: true }, { occasion: "regression" }, true],
    ["no escalation", {}, { occasion: "escalation" }, false],
    ["an escalation", { escalations: true }, { occasion: "escalation" }, true],
    ["its level", { level: "error" }, {}, true],
    ["what is worse", { level: "warning" }, {}, true],
    ["nothing milder", { level: "fatal" }, {}, false],
    ["its environment", { environment: "prod" }, {}, true],
    ["no other environment", { environment: "dev" }, {}, false],
    ["what nobody owns", { owned: false }, {}, true],
    ["what somebody owns", { owned: true }, {}, false],
    ["what somebody owns, owned", { owned: true }, { assignee: { type: "user", id: 1 } }, true],
  ])("%s", (_, over, what, expected) => expect(matches({ ...rule, ...over }, { ...seen, ...what })).toBe(expected));
});

test.each([
  [{ hours: "36" }, { ignoreDuration: 2160 }],
  [
    { errors: "500", within: "24", hours: "" },
    { ignoreCount: 500, ignoreWindow: 1440 },
  ],
  [
    { hours: "87600", errors: "1000000000", within: "168" },
    { ignoreDuration: 5_256_000, ignoreCount: 1e9, ignoreWindow: 10_080 },
  ],
])("the form %j is what the API takes", (texts, statusDetails) => {
  expect(archiveOf(texts)).toEqual({ status: "ignored", statusDetails });
  expect(IssueUpdate.parse(archiveOf(texts))).toEqual(archiveOf(texts));
});

describe("a line says what, who and where", () => {
  const { state } = aGroup(1);
  const activity = (over: Partial<Activity>): Activity => ({
    ...{ organizationId: 1, projectId: 2, groupId: 1, version: 1, type: "assigned", data: {}, origin: { kind: "user", userId: 7 } },
    ...{ sourceTime: 1, createdAt: 1, after: state },
    ...over,
  });
  const jira = { kind: "integration", provider: "jira_server", integrationId: 1, ticketId: "1", deliveryId: "d" } as const;
  test.each<[Partial<Activity>, string | null]>([
    [{}, "Assigned to Bob by Ada in Lockstep"],
    [{ data: { integration: "discord" } }, "Assigned to Bob by Ada in Discord"],
    [{ type: "set_resolved", origin: jira }, "Resolved in Jira Server"],
    [{ type: "set_regression", origin: { kind: "system" } }, "Happened again by itself"],
    [{ type: "set_escalating", origin: { kind: "system" } }, "Escalated by itself"],
    [{ type: "assigned", origin: { kind: "rule", rule: "x" } }, "Assigned to Bob by an ownership rule"],
    [{ type: "note" }, null],
  ])("%j", (over, expected) => expect(threadLine(activity(over), { by: "Ada", owner: "Bob" })).toBe(expected));
});
