import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { startApp } from "../support/app.ts";

const data = mkdtempSync(join(tmpdir(), "lockstep-restart-"));
afterAll(() => rmSync(data, { recursive: true, force: true }));

test("a system that stopped starts again in the same process, with what it had, and goes on", async () => {
  const first = await startApp({ own: true, data });
  const { id } = await first.capture({ message: "before the stop" });
  await first.stop();
  await expect(fetch(new URL("/healthz", first.system.api))).rejects.toThrow();

  const second = await startApp({ own: true, data });
  expect((await second.get(`/api/0/issues/${id}/`)).body).toMatchObject({ title: "Error: before the stop", status: "unresolved" });
  expect((await second.put(`/api/0/issues/${id}/`, { status: "resolved" })).status).toBe(200);
  await second.capture({ message: "after the stop" });
  await second.idle();
  await second.stop();
});
