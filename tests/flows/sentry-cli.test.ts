import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type App, startApp, TOKEN } from "../support/app.ts";

const run = promisify(execFile);

/** The real sentry-cli, as a person types it. */
let app: App;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

async function cli(...words: string[]): Promise<string> {
  const env = {
    PATH: process.env.PATH,
    SENTRY_URL: app.system.api,
    SENTRY_AUTH_TOKEN: TOKEN,
    SENTRY_DSN: app.system.dsn,
    HOME: "/nonexistent",
  };
  const { stdout } = await run("node_modules/.bin/sentry-cli", words, { env });
  return stdout;
}
const statuses = async () => {
  const issues = (await app.get("/api/0/projects/acme/web/issues/")).body as { title: string; status: string }[];
  return Object.fromEntries(issues.map((it) => [it.title, it.status]));
};

test("who, which organizations, which projects", async () => {
  expect(await cli("info", "--no-defaults")).toContain("ada@example.com");
  expect(await cli("organizations", "list")).toMatch(/\bacme\b/);
  const projects = await cli("projects", "list", "-o", "acme");
  expect(projects).toMatch(/\bweb\b/);
  expect(projects).toMatch(/\bapp\b/);
});

test("send events, list them, then resolve, mute and unresolve: by id, by status, all at once", async () => {
  await cli("send-event", "-m", "first", "--no-environ");
  await cli("send-event", "-m", "second", "--no-environ");
  expect(await cli("events", "list", "-o", "acme", "-p", "web")).toContain("second");
  const listed = await cli("issues", "list", "-o", "acme", "-p", "web");
  expect(listed).toMatch(/WEB-1\b/);
  expect(listed).toContain("first");
  const issues = (await app.get("/api/0/projects/acme/web/issues/?query=first")).body as { id: string }[];

  const change = (...words: string[]) => cli("issues", "-o", "acme", "-p", "web", ...words);
  await change("resolve", "-i", issues[0]?.id ?? "");
  expect(await statuses()).toEqual({ first: "resolved", second: "unresolved" });
  expect(await change("list", "--query", "is:resolved")).not.toContain("second");
  await change("mute", "-s", "unresolved");
  expect(await statuses()).toEqual({ first: "resolved", second: "ignored" });
  await change("unresolve", "-a");
  expect(await statuses()).toEqual({ first: "unresolved", second: "unresolved" });
  await change("resolve", "-a");
  expect(await statuses()).toEqual({ first: "resolved", second: "resolved" });
});

test("a project that is not there is said plainly", async () => {
  await expect(cli("issues", "list", "-o", "acme", "-p", "nothing")).rejects.toMatchObject({
    stderr: expect.stringContaining("not found"),
  });
});
