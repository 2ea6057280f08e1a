import { execFile, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type App, startApp } from "../support/app.ts";

const PYTHON = process.env.PYTHON ?? "python3";
const isThere = spawnSync(PYTHON, ["-c", "import sentry_sdk"]).status === 0;

describe.skipIf(!isThere)("a Python program with the real SDK (needs Python with sentry-sdk)", () => {
  let app: App;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  test("two errors of one type in one function are two issues, with who met them and where it ran", async () => {
    const [key] = (await app.get("/api/0/projects/acme/web/keys/")).body;
    const dsn = new URL(key.dsn.public);
    dsn.host = new URL(app.system.api).host;
    const program = fileURLToPath(new URL("../support/shop/shop.py", import.meta.url));
    await promisify(execFile)(PYTHON, [program], { env: { ...process.env, DSN: dsn.href } });
    await app.idle();
    const issues = (await app.get("/api/0/projects/acme/web/issues/?query=")).body as { id: string; title: string; count: string }[];
    expect(issues.map((it) => [it.title, it.count]).sort()).toEqual([
      ["ValueError: No card", "2"],
      ["ValueError: No courier", "2"],
    ]);
    const event = (await app.get(`/api/0/issues/${issues[0]!.id}/events/latest/`)).body;
    const tags = Object.fromEntries(event.tags.map((it: { key: string; value: string }) => [it.key, it.value]));
    expect(tags).toMatchObject({
      release: "shop@1.2.0",
      environment: "production",
      user: "id:42",
      "runtime.name": "CPython",
    });
    expect(tags.server_name).toBeTruthy();
    const [{ data }] = event.entries;
    expect(data.values[0].stacktrace.frames.at(-1).context.length).toBeGreaterThan(5);
  });
});
