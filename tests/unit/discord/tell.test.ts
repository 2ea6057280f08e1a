import fc from "fast-check";
import { expect, test } from "vitest";
import type { AlertRule } from "../../../core/discord/alert-rule.ts";
import { DiscordRefused } from "../../../core/discord/failure.ts";
import type { TellPorts } from "../../../core/discord/message-body.ts";
import type { Discord, MessageBody } from "../../../core/discord/ports.ts";
import { tell } from "../../../core/discord/tell.ts";
import { Unavailable } from "../../../core/errors.ts";
import { assign } from "../../../core/issues/assign.ts";
import { deassign } from "../../../core/issues/deassign.ts";
import { setStatus } from "../../../core/issues/status.ts";
import { fakeAlertRules, fakePostedMessages } from "../../support/fake-discord-stores.ts";
import { fakeGroupOwners } from "../../support/fake-group-owners.ts";
import { aGroup, aMember, fakeGroups, fakeLog, fakeOrganizations, ORGANIZATION, plainSeal } from "../../support/fakes.ts";

const PLACE = { organizationId: ORGANIZATION.id, projectId: 21, groupId: 5 };
const RULE: AlertRule = {
  ...{ id: "a".repeat(16), name: "r", guildId: "1", channelId: "2", forum: false, newIssues: true, regressions: true, escalations: true },
  ...{ level: null, environment: null, owned: null, minutes: 60, tags: [], failure: null },
};

type Trouble = readonly ("fine" | "unheard" | "unsaid" | "refused")[];

/** A Discord that does what it is asked, or not, and says so, or not, as `trouble` has it: one for each request. */
function troubledDiscord(trouble: Trouble) {
  const messages: { id: string; channelId: string; nonce: string; body: MessageBody }[] = [];
  let request = 0;
  const ask = <T>(run: () => T): T => {
    const how = trouble[request++] ?? "fine";
    if (how === "unheard") throw new Unavailable("Discord", 1);
    if (how === "refused") throw new DiscordRefused(404, 10_008);
    const answer = run();
    if (how === "unsaid") throw new Unavailable("Discord", 1);
    return answer;
  };
  const discord: Pick<Discord, "post" | "edit" | "thread"> = {
    post: async (channelId, body, nonce) =>
      ask(() => {
        const same = messages.find((it) => it.channelId === channelId && it.nonce === nonce);
        if (same) return same;
        const message = { id: `m${messages.length}`, channelId, nonce, body };
        messages.push(message);
        return message;
      }),
    edit: async (channelId, id, body) =>
      ask(() => {
        const found = messages.find((it) => it.channelId === channelId && it.id === id);
        if (!found) throw new DiscordRefused(404, 10_008);
        found.body = body;
      }),
    thread: async (_, messageId) => ask(() => messageId),
  };
  /** Some minutes later: then what is sent again is another message. */
  const forget = () => {
    for (const it of messages) it.nonce = "";
  };
  return { discord: discord as Discord, messages, forget, asked: () => request };
}

async function setup(trouble: Trouble, rules: readonly AlertRule[] = [RULE]) {
  const groups = fakeGroups([aGroup(5)]);
  const alertRules = fakeAlertRules([[PLACE.organizationId, PLACE.projectId]]);
  for (const rule of rules) await alertRules.put(PLACE.organizationId, PLACE.projectId, rule);
  const { discord, messages, forget, asked } = troubledDiscord(trouble);
  let now = 1_000_000;
  const ports: TellPorts = {
    ...{ discord, groups: groups.port, groupOwners: fakeGroupOwners([PLACE]), alertRules, seal: plainSeal, log: fakeLog() },
    organizations: fakeOrganizations({ organization: ORGANIZATION, members: [aMember(7, "bob")], teams: [] }),
    events: { latest: async () => null },
    postedMessages: fakePostedMessages([[PLACE.organizationId, PLACE.groupId]]),
    ...{ now: () => now, publicUrl: () => "https://lockstep.example.com" },
  };
  const issue = () => groups.rows.get(5)!;
  /** As the queue does: again until it is done, and what is done perhaps once more, later. */
  const hear = async (version: number, again: boolean) => {
    for (let tries = 0; tries < 20; tries++) {
      const done = await tell(ports, { v: 1, ...PLACE, version }).then(
        () => true,
        (error: unknown) => {
          if (error instanceof Unavailable) return false;
          throw error;
        },
      );
      if (done) break;
    }
    if (!again) return;
    forget();
    await tell(ports, { v: 1, ...PLACE, version }).catch(() => null);
  };
  const change = async (what: "owner" | "nobody" | "resolve" | "regress") => {
    now += 1000;
    const target = [{ ref: PLACE, state: structuredClone(issue().state) }];
    const origin = { kind: "user", userId: 7 } as const;
    const common = { origin, sourceTime: now };
    if (what === "owner") await assign(ports, target, { ...common, owner: { type: "user", id: 7, email: null, subscribers: [] } });
    if (what === "nobody") await deassign(ports, target, common);
    const to = (status: "resolved" | "unresolved", substatus: "regressed" | null) =>
      setStatus(ports, target, { ...common, status, of: () => ({ substatus, statusDetails: null }) });
    if (what === "resolve") await to("resolved", null);
    if (what === "regress") await to("unresolved", "regressed");
  };
  const failures = async () => (await alertRules.list(PLACE.organizationId, PLACE.projectId)).map((it) => it.failure);
  const givenUp = async () => (await ports.postedMessages.givenUp(PLACE.organizationId, 9)).map((it) => it.shortId);
  return { messages, issue, hear, change, asked, failures, givenUp, alerts: () => messages.filter((it) => it.channelId === "2") };
}

test("whatever goes wrong between, an alert is posted once in its window, ends as the issue is, and has a line for each change", () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom("fine", "unheard", "unsaid"), { maxLength: 15 }),
      fc.array(fc.record({ what: fc.constantFrom("owner", "nobody", "resolve", "regress"), again: fc.boolean() }), { maxLength: 6 }),
      async (trouble, changes) => {
        const { messages, issue, hear, change, alerts } = await setup(trouble);
        await hear(0, true);
        const heard: number[] = [];
        for (const { what, again } of changes) {
          const before = issue().state.version;
          await change(what);
          if (issue().state.version === before) continue;
          heard.push(issue().state.version);
          await hear(issue().state.version, again);
        }
        const { status, assignee } = issue().state;
        expect(alerts()).toHaveLength(1);
        const fields = alerts()[0]!.body.embeds![0]!.fields.map((it) => it.value);
        expect([fields[0] === "Resolved", fields[1]]).toEqual([status === "resolved", assignee === null ? "Nobody" : "bob"]);
        expect(messages.filter((it) => it.channelId !== "2")).toHaveLength(heard.length);
      },
    ),
    { numRuns: 100 },
  ));

const ownerShown = ({ body }: { body: MessageBody }) => body.embeds![0]!.fields[1]?.value;

test("an alert has one thread, rings nobody there, and what was told is not told again", async () => {
  const { messages, hear, change, asked, alerts } = await setup([]);
  await hear(0, false);
  await change("owner");
  await hear(1, false);
  await change("nobody");
  await hear(2, false);
  // The alert; a thread, a line and the alert as it is; another line and the alert again.
  expect(asked()).toBe(6);
  await hear(2, false);
  await hear(1, false);
  expect([asked(), alerts().length]).toEqual([6, 1]);
  const lines = messages.filter((it) => it.channelId !== "2");
  expect(lines.map((it) => [it.channelId, it.body.allowed_mentions])).toEqual(Array(2).fill(["m0", { parse: [] }]));
});

test("an alert that could not be changed is changed by the next try", async () => {
  const { hear, change, alerts } = await setup(["fine", "fine", "fine", "unheard"]);
  await hear(0, false);
  await change("owner");
  await hear(1, false);
  expect(alerts().map(ownerShown)).toEqual(["bob"]);
});

test("an alert that somebody deleted is given up, and left alone from then on", async () => {
  const { hear, change, asked, givenUp, issue } = await setup(["fine", "fine", "fine", "refused"]);
  await hear(0, false);
  await change("owner");
  await hear(1, false);
  expect([await givenUp(), asked()]).toEqual([[issue().group.shortId], 4]);
  await change("nobody");
  await hear(2, false);
  expect(asked()).toBe(4);
});

test("a rule that Discord refuses says so until it works again, and keeps no other from its channel; one that does not match is silent", async () => {
  const rules = [RULE, { ...RULE, id: "b".repeat(16), failure: "of before" }, { ...RULE, id: "c".repeat(16), newIssues: false }];
  const { hear, alerts, failures } = await setup(["refused"], rules);
  await hear(0, false);
  expect(alerts()).toHaveLength(1);
  expect(await failures()).toEqual(["The message was deleted.", null, null]);
});
