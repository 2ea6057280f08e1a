import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dynamo } from "../../../functions/adapters/dynamo/client.ts";
import { keys } from "../../../functions/adapters/dynamo/keys.ts";
import { startJira } from "../../../infra/local/sandbox/jira/server.ts";
import { exportTo, importFrom } from "../../../infra/ops/backup.ts";
import { type App, startApp } from "../../support/app.ts";
import { recordCalls } from "../../support/calls.ts";
import { connectBothWays } from "../../support/connected-jira.ts";
import { wholeTable } from "../../support/owned-project.ts";
import { putItems } from "../../support/store.ts";

const folder = mkdtempSync(join(tmpdir(), "lockstep-backup-"));
const file = (name: string) => join(folder, name);
const lines = (name: string) => readFileSync(file(name), "utf8").trim().split("\n");
const changed = (name: string, change: (lines: string[]) => string[]) => {
  writeFileSync(file(name), `${change(lines("first")).join("\n")}\n`);
  return importFrom(file(name));
};

let app: App;
let jira: Awaited<ReturnType<typeof startJira>>;
let issueId: string;
beforeAll(async () => {
  app = await startApp({ own: true });
  jira = await startJira();
  const lockstep = await connectBothWays(app, jira, { id: 4_000_000_000_000_940 });
  issueId = (await app.capture({ message: "is kept", tags: { flow: "checkout" } })).id;
  await app.post(`/api/0/issues/${issueId}/notes/`, { text: "An important note" });
  await lockstep.link(issueId);
  await app.put(`/api/0/issues/${issueId}/`, { assignedTo: "ada@example.com" });
  await app.put("/api/0/projects/acme/web/ownership/", { raw: "path:* #core" });
  const { organizationId } = lockstep;
  const project = Number((await app.get("/api/0/projects/acme/web/")).body.id);
  const [guildId, channelId] = ["200000000000000001", "300000000000000001"];
  await putItems(
    { ...keys.guild(organizationId, guildId), guildId, organizationId, name: "Acme", roles: { [channelId]: ["5"] }, installedAt: 1 },
    keys.guildInstallation(guildId, organizationId),
    { ...keys.chatAccount(organizationId, "400000000000000001"), userId: 1 },
    { ...keys.chatUser(organizationId, 1), account: "400000000000000001" },
    { ...keys.alertRule(organizationId, project, "9"), id: "9", guildId, channelId, failure: null },
    { ...keys.alert(organizationId, Number(issueId), "9"), at: 5, version: 0 },
    { ...keys.posted(organizationId, Number(issueId), channelId, "600000000000000001"), version: 2, thread: null },
  );
  await app.idle();
  for (let round = 0; round < 3; round++) {
    await jira.deliveries.settled();
    await app.idle();
  }
});
afterAll(async () => {
  await jira.stop();
  await app.stop();
  rmSync(folder, { recursive: true });
});

test("an export can be read, and holds no token and no secret", async () => {
  const { value } = await exportTo("acme", file("first"));
  const all = lines("first").map((it) => JSON.parse(it));
  expect(all[0]).toMatchObject({ lockstep: "export", version: 1, organization: { slug: "acme" } });
  expect(all.at(-1)).toMatchObject({ end: true, items: (value as { items: number }).items });
  expect(readFileSync(file("first"), "utf8")).toContain("An important note");
  const names = all.slice(1, -1).map((it) => `${it.pk} ${it.sk}`);
  expect(names.filter((it) => /TOKEN#|ANALYTICS/.test(it))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
  // What is told to chats is among it.
  for (const kind of ["GUILD#2", "CHAT_ACCOUNT#", "CHAT_USER#", "ALERT_RULE#", "ALERT#", "POSTED#"])
    expect(names, kind).toContainEqual(expect.stringContaining(` ${kind}`));
  expect(names).toContainEqual(expect.stringMatching(/^GUILD#200000000000000001 ORG#/));
  // Nothing sealed leaves, whatever it is called.
  expect(lines("first").filter((it) => /"s1\.[0-9a-f]{8}\./.test(it))).toEqual([]);
  for (const it of all.filter((it) => it.sk === "INTEGRATION"))
    expect(it).toMatchObject({ status: "disabled", sealedCredentials: null, sealedWebhookSecret: null });
  await expect(exportTo("acme", file("first"))).rejects.toThrow("is there already");
});

test("a file of another version or format, one that was changed, cut or made longer is refused, and nothing is written", async () => {
  const before = await wholeTable();
  const head = (change: object) => (all: string[]) => [JSON.stringify({ ...JSON.parse(all[0] ?? ""), ...change }), ...all.slice(1)];
  await expect(changed("v", head({ version: 2 }))).rejects.toThrow("The file has version 2, and this version of Lockstep reads 1 only");
  await expect(changed("f", head({ format: 99 }))).rejects.toThrow("has format 99");
  await expect(changed("cut", (all) => all.slice(0, -1))).rejects.toThrow("The file was cut");
  await expect(changed("less", (all) => all.toSpliced(3, 1))).rejects.toThrow("The file was changed");
  await expect(changed("other", (all) => all.map((it) => it.replace("important", "unimportant")))).rejects.toThrow("The file was changed");
  await expect(changed("more", (all) => [...all, all[1] ?? ""])).rejects.toThrow("goes on after its end");
  await expect(changed("none", () => ["{}"])).rejects.toThrow("no file that Lockstep exported");
  await expect(changed("text", () => ["hello"])).rejects.toThrow("not JSON");
  await expect(importFrom(file("nowhere"))).rejects.toThrow("There is no file");
  await expect(importFrom(file("first"))).rejects.toThrow('There is an organization "acme" here already');
  expect(await wholeTable()).toEqual(before);
});

test("what was exported is whole where it is imported, and exported again it is the same", async () => {
  await app.stop();
  app = await startApp({ own: true });
  await app.put("/api/0/organizations/acme/", { slug: "other" });
  await app.idle();
  const asked = recordCalls();
  // Interrupted half way, and done again.
  let batches = 0;
  const half = (next: (args: object) => Promise<unknown>, context: { commandName?: string }) => (args: object) =>
    context.commandName === "BatchWriteItemCommand" && ++batches > 2 ? Promise.reject(new Error("killed")) : next(args);
  dynamo.middlewareStack.add(half as never, { step: "initialize", name: "half" });
  await expect(importFrom(file("first"))).rejects.toThrow("killed");
  dynamo.middlewareStack.remove("half");
  await importFrom(file("first"));
  const whole = await wholeTable();
  await app.idle();
  asked.stop();
  // It was all told where it came from: nothing of it is told again, and no word of the import changes it.
  expect(asked.calls.filter((it) => /^SendMessage/.test(it.command))).toEqual([]);
  expect(await wholeTable()).toEqual(whole);
  await expect(importFrom(file("first"))).rejects.toThrow('There is an organization "acme" here already');
  expect(await wholeTable()).toEqual(whole);
  // By its id: this process remembers for a minute whose the name was.
  const { organization } = JSON.parse(lines("first")[0] ?? "");
  await exportTo(String(organization.id), file("second"));
  const body = (name: string) =>
    lines(name)
      .slice(1, -1)
      .map((it) => JSON.parse(it));
  const byKey = (name: string) => Object.fromEntries(body(name).map((it) => [`${it.pk} ${it.sk}`, it]));
  const [first, second] = [byKey("first"), byKey("second")];
  expect(Object.keys(second).sort()).toEqual(Object.keys(first).sort());
  // Whose an address is, all organizations share: the demo's people are here already.
  const isShared = (key: string) => key.startsWith("EMAIL#");
  for (const key of Object.keys(first).filter((it) => !isShared(it))) expect(second[key], key).toEqual(first[key]);
});
