import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type App, startApp, TOKEN } from "../support/app.ts";

const run = promisify(execFile);

let app: App;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const cli = async (...words: string[]): Promise<string> => {
  const env = { PATH: process.env.PATH, SENTRY_URL: app.system.api, SENTRY_AUTH_TOKEN: TOKEN, HOME: "/nonexistent", SENTRY_ORG: "acme" };
  const { stdout, stderr } = await run("node_modules/.bin/sentry-cli", words, { env }).catch(
    (it: { stdout: string; stderr: string }) => it,
  );
  return stdout + stderr;
};
type Listed = { version: string; dateReleased: string | null; projects: { slug: string }[] };
const listed = async (where: string) => (await app.get(`/api/0/${where}/releases/`)).body as Listed[];

describe("releases", () => {
  test("are announced, finalized and listed by sentry-cli, in each of their projects", async () => {
    expect(await cli("releases", "new", "shop@1.0.0", "-p", "web", "-p", "app")).toContain("Created release shop@1.0.0");
    expect(await cli("releases", "new", "shop@1.0.0", "-p", "web")).not.toContain("error");
    expect(await listed("organizations/acme")).toMatchObject([
      { version: "shop@1.0.0", dateReleased: null, projects: [{ slug: "web" }, { slug: "app" }] },
    ]);
    expect(await cli("releases", "finalize", "shop@1.0.0")).toContain("Finalized release shop@1.0.0");
    expect(await listed("projects/acme/app")).toMatchObject([{ dateReleased: expect.stringMatching(/Z$/), projects: [{ slug: "app" }] }]);
    expect(await cli("releases", "list", "-p", "web")).toContain("shop@1.0.0");
  });

  test("are made by events, once", async () => {
    for (const message of ["one", "two"]) await app.capture({ message, release: "web@3.0.0" });
    expect((await listed("projects/acme/web")).filter((it) => it.version === "web@3.0.0")).toHaveLength(1);
    expect((await app.get("/api/0/organizations/acme/releases/web%403.0.0/")).body).toMatchObject({
      version: "web@3.0.0",
      shortVersion: "3.0.0",
    });
    expect((await app.get("/api/0/organizations/acme/releases/web%409/")).status).toBe(404);
  });

  test.each([
    [["sourcemaps", "upload", "--release", "shop@1.0.0", "-p", "web", "tests/fixtures"], /Source maps .* not kept here/],
    [["deploys", "new", "--release", "shop@1.0.0", "-e", "production"], /Deploys are not kept here/],
  ])("what is not kept says so where %j is typed", async (words, answer) => {
    expect(await cli(...words)).toMatch(answer);
  });

  test.each([
    [{ version: "a/b", projects: ["web"] }, "version"],
    [{ version: "latest", projects: ["web"] }, "version"],
    [{ version: "1" }, "projects"],
    [{ version: "1", projects: [] }, "projects"],
    [{ version: "1", projects: ["web"], dateReleased: "soon" }, "dateReleased"],
  ])("%j is refused", async (body, field) => {
    const answer = await app.post("/api/0/organizations/acme/releases/", body);
    expect([answer.status, Object.keys(answer.body)]).toEqual([400, expect.arrayContaining([field])]);
  });
});

test("an issue resolved in the next release waits for one after the project's newest, whichever issue named that", async () => {
  const event = { message: "waits", frame: "waits", release: "shop@2.0.3" };
  const issue = await app.capture(event);
  await app.capture({ message: "elsewhere", release: "shop@2.0.4" });
  const { body } = await app.put(`/api/0/organizations/acme/issues/${issue.id}/`, {
    status: "resolved",
    statusDetails: { inNextRelease: true },
  });
  expect(body).toMatchObject({ status: "resolved", statusDetails: { inNextRelease: true } });
  const status = async () => (await app.get(`/api/0/organizations/acme/issues/${issue.id}/`)).body;
  expect((await status()).activity[0]).toMatchObject({
    type: "set_resolved_in_release",
    data: { inNextRelease: true, current_release_version: "shop@2.0.4" },
  });
  await app.capture({ ...event, release: "shop@2.0.4" });
  expect((await status()).status).toBe("resolved");
  await app.capture({ ...event, release: "shop@2.0.5" });
  expect((await status()).status).toBe("unresolved");
});
