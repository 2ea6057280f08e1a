import { afterAll, beforeAll, expect, test } from "vitest";
import { MOST_NEW_ISSUES } from "../../../core/events/rates.ts";
import { createIntake } from "../../../functions/adapters/redis/intake.ts";
import { type App, startApp } from "../../support/app.ts";
import { envelopeOf } from "../../support/envelopes.ts";

let app: App;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const DAY = 86_400;
const KEYS = "/api/0/projects/acme/web/keys/";
type Key = { id: string; rateLimit: object | null; dsn: { public: string } };
const aKey = async (rateLimit: object | null) => (await app.post(KEYS, { name: "Limited", rateLimit })).body as Key;
const send = async ({ dsn }: Key, message: string) => {
  const { pathname, username } = new URL(dsn.public);
  const url = new URL(`/api${pathname}/envelope/?sentry_version=7&sentry_key=${username}`, app.system.api);
  const answer = await fetch(url, { method: "POST", body: envelopeOf({ message, frame: message.replaceAll(" ", "") }) });
  return {
    status: answer.status,
    after: Number(answer.headers.get("retry-after")),
    limits: answer.headers.get("x-sentry-rate-limits"),
    open: answer.headers.get("access-control-allow-origin"),
    detail: ((await answer.json()) as { detail?: string }).detail,
  };
};
const refused = async () => (await app.get("/api/0/projects/acme/web/")).body.refused;
const titles = async () => {
  await app.idle();
  return ((await app.get("/api/0/projects/acme/web/issues/?query=")).body as { title: string }[]).map((it) => it.title);
};

test("a key has the rate that it is given, says so, and answers 429 with both headers above it; the project shows how many", async () => {
  expect(await refused()).toBeNull();
  const key = await aKey({ count: 2, window: DAY });
  expect(key.rateLimit).toEqual({ count: 2, window: DAY });
  const answers = [await send(key, "one"), await send(key, "two"), await send(key, "three")];
  expect(answers.map((it) => it.status)).toEqual([200, 200, 429]);
  const { after, limits, open, detail } = answers[2]!;
  expect(after).toBeGreaterThan(0);
  expect(after).toBeLessThanOrEqual(DAY);
  expect([limits, open, detail]).toEqual([`${after}::key`, "*", "Too many requests with this key."]);
  expect(await refused()).toEqual({ requests: 1, newIssues: 0, last: expect.stringMatching(/^\d{4}-.*Z$/) });
  expect((await send(await aKey(null), "of another key")).status).toBe(200);
  expect((await app.put(`${KEYS}${key.id}/`, { rateLimit: null })).body.rateLimit).toBeNull();
  expect((await send(key, "four")).status).toBe(200);
  expect((await titles()).sort()).toEqual(["Error: four", "Error: of another key", "Error: one", "Error: two"]);
});

test.each([{ count: 0, window: 60 }, { count: 1.5, window: 60 }, { count: 1, window: 86_401 }, { count: 1 }, 5])(
  "%j is no rate",
  async (rateLimit) => expect(await app.post(KEYS, { rateLimit })).toMatchObject({ status: 400, body: { rateLimit: expect.any(Array) } }),
);

test("a project that has its new issues of a minute takes events of known ones; others are refused, at the door or behind it", async () => {
  const [usual, asking] = [await aKey(null), await aKey({ count: 50, window: DAY })];
  await send(usual, "known");
  await app.idle();
  const projectId = Number((await app.get("/api/0/projects/acme/web/")).body.id);
  const others = createIntake();
  // This minute and the next, as one may end meanwhile.
  for (const at of [Date.now(), Date.now() + 60_000]) {
    for (let n = 0; n < MOST_NEW_ISSUES; n++) await others.newIssue(projectId, at);
  }
  const before = await refused();
  const answer = await send(asking, "unknown");
  expect(answer).toMatchObject({
    status: 429,
    limits: `${answer.after}:error;default:project`,
    detail: "The project has too many new issues.",
  });
  expect(answer.after).toBeLessThanOrEqual(60);
  expect((await send(asking, "known")).status).toBe(200);
  // This key need not ask yet, so whoever takes it in does not know.
  expect((await send(usual, "unknown too")).status).toBe(200);
  const found = await titles();
  expect(found).toContain("Error: known");
  expect(found.filter((it) => it.includes("unknown"))).toEqual([]);
  expect((await refused()).newIssues - (before?.newIssues ?? 0)).toBe(2);
});
