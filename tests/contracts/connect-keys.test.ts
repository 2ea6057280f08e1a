import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connectKeys } from "../../functions/adapters/jira-cloud/connect-keys.ts";
import { type Atlassian, startAtlassian } from "../support/atlassian/server.ts";
import { KEY, KID } from "../support/atlassian/tokens.ts";
import { linkResources } from "../support/linked.ts";

let atlassian: Atlassian;
beforeAll(async () => {
  atlassian = await startAtlassian();
});
afterAll(() => atlassian.stop());
beforeEach(() => {
  linkResources({ Settings: { allowPrivateHosts: "1", ...atlassian.settings } });
  atlassian.faults.clear();
  atlassian.requests.length = 0;
});

const asked = () => atlassian.requests.map((it) => it.url.pathname);

test("a key is fetched from where the stage says, once, however many ask", async () => {
  const all = await Promise.all(Array.from({ length: 5 }, () => connectKeys.find(KID)));
  expect(new Set(all)).toEqual(new Set([KEY.publicKey.trim()]));
  expect(await connectKeys.find(KID)).toBe(KEY.publicKey.trim());
  expect(asked()).toEqual([`/keys/${KID}`]);
});

test.each([404, 403])("one that Atlassian has not, by %s, is none, and is not asked for again at once", async (status) => {
  if (status === 403) atlassian.faults.set("/keys/", { status });
  expect(await connectKeys.find(`unknown-${status}`)).toBeNull();
  expect(await connectKeys.find(`unknown-${status}`)).toBeNull();
  expect(asked()).toHaveLength(1);
});

test.each([
  ["an error", { status: 500 }],
  ["too many requests", { status: 429 }],
  ["a redirection", { status: 302 }],
  ["a page", { status: 200, body: "<html></html>" }],
  ["a private key", { status: 200, body: KEY.privateKey }],
  ["a key that goes on for ever", { status: 200, body: KEY.publicKey + "x".repeat(5_000) }],
  ["a broken connection", "lost" as const],
])("%s is a fault that passes, and is not remembered", async (name, fault) => {
  const kid = `later-${name.replaceAll(" ", "-")}`;
  atlassian.faults.set("/keys/", fault);
  await expect(connectKeys.find(kid)).rejects.toMatchObject({ status: 503, retry: true });
  atlassian.faults.clear();
  atlassian.keys.set(kid, KEY.publicKey);
  expect(await connectKeys.find(kid)).toBe(KEY.publicKey.trim());
});

test("a server in a private network is asked only where the stage allows it", async () => {
  linkResources({ Settings: { allowPrivateHosts: "0", ...atlassian.settings } });
  await expect(connectKeys.find("private")).rejects.toMatchObject({ status: 503 });
  expect(asked()).toEqual([]);
});
