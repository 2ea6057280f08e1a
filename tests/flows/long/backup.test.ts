import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startJira } from "../../../infra/local/sandbox/jira/server.ts";
import { exportTo, importFrom } from "../../../infra/ops/backup.ts";
import { type App, startApp } from "../../support/app.ts";
import { connectBothWays } from "../../support/connected-jira.ts";
import { wholeTable } from "../../support/owned-project.ts";

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
  await app.idle();
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
  const keys = all.slice(1, -1).map((it) => `${it.pk} ${it.sk}`);
  expect(keys.filter((it) => /TOKEN#/.test(it))).toEqual([]);
  expect(new Set(keys).size).toBe(keys.length);
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
  await importFrom(file("first"));
  await app.idle();
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
  for (const key of Object.keys(first).filter((it) => / (GROUP|STATE|ACTIVITY#|EVENT#|MEMBER#|TEAM#|RULES#|INTEGRATION)/.test(it)))
    expect(second[key], key).toEqual(first[key]);
});
