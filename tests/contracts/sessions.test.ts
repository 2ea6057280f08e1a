import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { keys } from "../../functions/adapters/dynamo/keys.ts";
import { sessions } from "../../functions/adapters/dynamo/sessions.ts";
import { tokens } from "../../functions/adapters/dynamo/tokens.ts";
import { startTable, type TableForTests } from "../support/table.ts";

const TOKEN = { id: 1, organizationId: 2, userId: 3, scopes: ["org:read" as const] };
let table: TableForTests;
let sha256 = "";
let serial = 0;
beforeAll(async () => {
  table = await startTable();
});
beforeEach(async () => {
  sha256 = `hash-${serial++}`;
  await tokens.put(sha256, TOKEN);
});
afterAll(() => table.stop());

test("a token names the sessions that were signed out, each once, and is as it was otherwise", async () => {
  expect(await tokens.find(sha256)).toEqual(TOKEN);
  for (const mark of ["one", "other", "one"]) await sessions.end(sha256, mark, 1000);
  const { ended, ...token } = (await tokens.find(sha256))!;
  expect([...(ended ?? [])].sort()).toEqual(["one", "other"]);
  expect(token).toEqual(TOKEN);
});

test("where they become too many to name, all that began before are over", async () => {
  for (let n = 0; n < 50; n++) await sessions.end(sha256, `mark-${n}`, 1000);
  expect((await tokens.find(sha256))?.ended).toHaveLength(50);
  await sessions.end(sha256, "one more", 2000);
  expect(await tokens.find(sha256)).toEqual({ ...TOKEN, sessionsFrom: 2000 });
  await sessions.end(sha256, "the next", 3000);
  expect(await tokens.find(sha256)).toEqual({ ...TOKEN, sessionsFrom: 2000, ended: ["the next"] });
});

test("all that began before are over at once, whatever was named", async () => {
  await sessions.end(sha256, "one", 1000);
  await sessions.endAll(sha256, 2000);
  expect(await tokens.find(sha256)).toEqual({ ...TOKEN, sessionsFrom: 2000 });
  await sessions.endAll("nobody's", 2000);
  expect(await tokens.find("nobody's")).toBeNull();
});

test("a token that nobody has does not come about by it", async () => {
  await sessions.end("nobody's", "mark", 1000);
  expect(await tokens.find("nobody's")).toBeNull();
  expect(keys.token("nobody's").pk).toBe("TOKEN#nobody's");
});
