import { afterAll, beforeAll, expect, test } from "vitest";
import { addRule, addServer, CHANNEL, startWithDiscord } from "../../support/discord/connected.ts";

let all: Awaited<ReturnType<typeof startWithDiscord>>;
beforeAll(async () => {
  all = await startWithDiscord();
  await addServer(all.discord, all.visitor);
});
afterAll(() => all.stop());

const NOISY = { message: "noisy", frame: "noisy" };
const read = async (id: string) => (await all.app.get(`/api/0/organizations/acme/issues/${id}/`)).body;
async function come(count: number) {
  for (let n = 0; n < count; n++) await all.app.send(NOISY);
  await all.app.idle();
}

test("an issue that is archived until it escalates does with the eleventh error of an hour, once, and a channel hears of it", async () => {
  const { app, discord, visitor } = all;
  const { id } = await app.capture(NOISY);
  expect((await addRule(visitor, { new_issues: null, regressions: null })).text).toContain("issues that escalate; once in 60 minutes");
  await app.advance(3600 - ((Date.now() / 1000) % 3600));
  await app.put(`/api/0/issues/${id}/`, { status: "ignored", substatus: "archived_until_escalating" });
  await app.idle();
  await come(10);
  expect(await read(id)).toMatchObject({ status: "ignored", substatus: "archived_until_escalating" });
  expect(discord.state.messages).toEqual([]);
  await come(1);
  const { status, substatus, activity } = await read(id);
  expect({ status, substatus, activity }).toMatchObject({
    ...{ status: "unresolved", substatus: "escalating" },
    activity: [{ type: "set_escalating", user: null }, { type: "set_ignored" }, { type: "first_seen" }],
  });
  const posted = discord.state.messages.filter((it) => it.channelId === CHANNEL);
  expect(posted.map((it) => it.embeds[0]?.fields?.[0])).toEqual([expect.objectContaining({ name: "Status", value: "Escalating" })]);
  expect((await app.get("/api/0/projects/acme/web/issues/?query=is:escalating")).body).toMatchObject([{ id }]);
  expect((await app.get("/api/0/organizations/acme/analytics-events/?type=issue.unignored")).body).toHaveLength(1);
  await come(5);
  expect(discord.state.messages).toHaveLength(1);
  expect((await visitor.visit(`/organizations/acme/issues/${id}/`)).text).toContain("saw it escalate");
});
