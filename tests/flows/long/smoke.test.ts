import { createServer } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listenOnLoopback } from "../../../infra/local/loopback.ts";
import { checks } from "../../../infra/ops/smoke/checks.ts";
import { programs } from "../../support/started-program.ts";

/** docs/deploy.md, "5. Look whether it works": the list that a deployed stage is asked, here asked of `npm start`. */
const { start, run, stop } = programs();
const SMOKE = "infra/ops/smoke/run.ts";
let api = "";
let other = "";
beforeAll(async () => {
  const it = start({ LOCKSTEP_DATA: ":memory:", LOCKSTEP_TOKEN: "the-token-of-acme" });
  await it.ready();
  api = /^Lockstep +(\S+)/m.exec(it.printed())?.[1] ?? "";
  const made = await run("infra/ops/run.ts", ["org", "create", "Second", "--owner", "eve@example.com"], { LOCKSTEP_DATA: ":memory:" });
  other = /^token +(\S+)/m.exec(made.out)?.[1] ?? "";
});
afterAll(stop);

const lines = (out: string, mark: string) => out.split("\n").filter((it) => it.startsWith(mark));

test("every line holds that can be asked without TLS, and nothing it made is left", async () => {
  const { code, out } = await run(SMOKE, [api, "--token", "the-token-of-acme", "--other", other]);
  expect(lines(out, "FAILS")).toEqual([]);
  expect(lines(out, "-")).toEqual(["-     http is led to https: not asked, is for https addresses"]);
  expect(lines(out, "ok")).toHaveLength(checks.length - 1);
  expect(code).toBe(0);
  const ask = async (path: string) => (await fetch(api + path, { headers: { authorization: "Bearer the-token-of-acme" } })).json();
  expect(JSON.stringify([await ask("/api/0/organizations/acme/projects/"), await ask("/api/0/organizations/acme/teams/")])).not.toContain(
    "smoke-",
  );
});

test("no line holds of something that answers 200 to everything", async () => {
  const body = JSON.stringify([{ slug: "acme", dsn: { public: "http://key@elsewhere.example.com/1" } }]);
  const kind = await listenOnLoopback(createServer((_, response) => response.end(body)).listeners("request")[0] as never);
  const { code, out } = await run(SMOKE, [kind.url, "--token", "t", "--other", "o", "--patience", "0"]);
  await kind.close();
  expect(lines(out, "ok")).toEqual([]);
  expect(lines(out, "FAILS")).toHaveLength(checks.length - 1);
  expect(code).toBe(1);
});

test("an address where nothing is, and one without a token, end in a sentence", async () => {
  const nowhere = await run(SMOKE, ["http://127.0.0.1:9", "--token", "t"]);
  expect(nowhere.code).toBe(1);
  expect(nowhere.error).toMatch(/127\.0\.0\.1:9/);
  expect(nowhere.error).not.toMatch(/^ +at /m);
  expect(await run(SMOKE, ["errors.example.com", "--token", "t"])).toMatchObject({
    code: 1,
    error: expect.stringContaining("is no address"),
  });
  const without = await run(SMOKE, [api]);
  expect([without.code, without.error]).toEqual([1, expect.stringContaining("--token")]);
});
