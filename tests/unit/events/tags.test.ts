import { expect, test } from "vitest";
import type { StoredEvent } from "../../../core/events/event.ts";
import { tagSummaries, tagsWithValues, tagWithValues } from "../../../core/events/tag-summaries.ts";
import { tagsOf } from "../../../core/events/tags.ts";
import { userKeyOf } from "../../../core/events/user-key.ts";
import { normalized, RECEIVED_AT, thrown } from "../../support/sdk-events.ts";

const tags = (payload: object) => Object.fromEntries(tagsOf(normalized(payload)));
const AGENT = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 Safari/537.36";
const caught = (handled: boolean | null) => ({ exception: [{ ...thrown("E", "v"), mechanism: { type: "onerror", handled } }] });

test.each<[string, object, object]>([
  ["the level", { level: "fatal" }, { level: "fatal" }],
  ["logger", { logger: "shop.pay" }, { logger: "shop.pay" }],
  ["environment", { environment: "production" }, { environment: "production" }],
  ["the environment as a tag", { tags: { environment: "staging" } }, { environment: "staging" }],
  ["a field over a tag", { environment: "production", tags: { environment: "staging" } }, { environment: "production" }],
  ["transaction", { transaction: "/pay" }, { transaction: "/pay" }],
  ["server name", { server_name: "web-8" }, { server_name: "web-8" }],
  ["release and build", { release: "shop@1.2.0", dist: "7" }, { release: "shop@1.2.0", dist: "7" }],
  ["no build without a release", { dist: "7" }, { dist: undefined }],
  ["what fields say, not the application", { tags: { release: "x", user: "id:1" } }, { release: undefined, user: undefined }],
  ["the address without its query", { request: { url: "https://a.test/x?y=1#z" } }, { url: "https://a.test/x" }],
  ["the application's own address", { request: { url: "https://a.test/x" }, tags: { url: "/mine" } }, { url: "/mine" }],
  ["what nobody caught", caught(false), { mechanism: "onerror", handled: "no" }],
  ["what was caught", caught(true), { mechanism: "onerror", handled: "yes" }],
  ["what is not known", caught(null), { mechanism: "onerror", handled: undefined }],
  ["true and false as Sentry writes them", { tags: { beta: true, n: 7 } }, { beta: "True", n: "7" }],
  ["no blanks in names", { tags: { "my tag": "x" } }, { "my-tag": "x" }],
  [
    "the browser",
    { contexts: { browser: { name: "Firefox", version: "128.0" } } },
    { browser: "Firefox 128.0", "browser.name": "Firefox" },
  ],
  ["a browser without a version", { contexts: { browser: { name: "Firefox" } } }, { browser: "Firefox", "browser.name": "Firefox" }],
  [
    "the system",
    { contexts: { os: { name: "iOS", version: "17", rooted: true } } },
    { os: "iOS 17", "os.name": "iOS", "os.rooted": "yes" },
  ],
  [
    "a system under its key",
    { contexts: { client_os: { type: "os", name: "Android" } } },
    { client_os: "Android", "client_os.name": "Android" },
  ],
  ["the runtime", { contexts: { runtime: { name: "node", version: "v24" } } }, { runtime: "node v24", "runtime.name": "node" }],
  ["a runtime without a version", { contexts: { runtime: { name: "node" } } }, { runtime: undefined, "runtime.name": "node" }],
  ["the device", { contexts: { device: { model: "Pixel 8", family: "Pixel" } } }, { device: "Pixel 8", "device.family": "Pixel" }],
  ["the graphics", { contexts: { gpu: { name: "M3", vendor_name: "Apple" } } }, { "gpu.name": "M3", "gpu.vendor": "Apple" }],
  ["nothing of other contexts", { contexts: { shop: { name: "x", version: "1" } } }, { shop: undefined, "shop.name": undefined }],
  [
    "the agent of a page",
    { platform: "javascript", request: { url: "https://a.test/", headers: { "User-Agent": AGENT } } },
    { browser: "Chrome 128.0.0.0", os: "Mac OS X 10.15.7" },
  ],
  [
    "the agent of a server's client",
    { platform: "node", request: { url: "https://a.test/", headers: [["user-agent", AGENT]] } },
    { "client_os.name": "Mac OS X", os: undefined },
  ],
])("%s", (_, payload, expected) => {
  const found = tags(payload);
  expect(Object.fromEntries(Object.keys(expected).map((it) => [it, found[it]]))).toEqual(expected);
});

test.each([
  [{ id: 42, email: "a@x.example" }, "id:42"],
  [{ username: "ada", email: "a@x.example" }, "username:ada"],
  [{ email: "a@x.example", ip_address: "10.0.0.1" }, "email:a@x.example"],
  [{ ip_address: "10.0.0.1" }, "ip:10.0.0.1"],
  [{ ip_address: "{{auto}}" }, null],
  [{ plan: "pro" }, null],
  [{ id: "" }, null],
  [null, null],
])("the user %j is %s", (user, key) => {
  const event = normalized({ user });
  expect(userKeyOf(event)).toBe(key);
  expect(Object.fromEntries(tagsOf(event)).user).toBe(key ?? undefined);
});

test("they come by name", () => {
  const names = tagsOf(normalized({ tags: { z: 1, a: 1 }, release: "r", environment: "e" })).map(([key]) => key);
  expect(names).toEqual(["a", "environment", "level", "release", "z"]);
});

test("tags of several events are counted, each value with when it was met first and last in these", () => {
  const met = (at: number, tags: object) => ({ event: normalized({ timestamp: RECEIVED_AT / 1000 + at, tags }) }) as StoredEvent;
  const events = [
    met(3, { plan: "gold", server_zone: "eu" }),
    met(2, { plan: "free" }),
    met(1, { plan: "gold" }),
    met(0, { plan: "free" }),
  ];
  const time = (at: number) => new Date(RECEIVED_AT + at * 1000).toISOString();
  const counted = (value: string, count: number, first: number, last: number) => {
    return { key: value, name: value, value, count, firstSeen: time(first), lastSeen: time(last) };
  };
  const plan = { key: "plan", name: "Plan", uniqueValues: 2, totalValues: 4 };
  const topValues = [counted("gold", 2, 1, 3), counted("free", 2, 0, 2)];
  expect(tagSummaries(events)).toEqual([
    { key: "level", name: "Level", uniqueValues: 1, totalValues: 4 },
    plan,
    { key: "server_zone", name: "Server Zone", uniqueValues: 1, totalValues: 1 },
  ]);
  expect(tagWithValues(events, "plan")).toEqual({ ...plan, topValues });
  expect(tagsWithValues(events)[1]).toEqual({ ...plan, topValues });
  expect([tagWithValues(events, "none"), tagWithValues(events, "constructor"), tagSummaries([])]).toEqual([null, null, []]);
});

test("a list of tags has ten values of each, one tag has all", () => {
  const events = Array.from({ length: 30 }, (_, n) => ({ event: normalized({ tags: { n: n % 20 } }) }) as StoredEvent);
  const tag = tagsWithValues(events).find((it) => it.key === "n");
  expect(tag).toMatchObject({ uniqueValues: 20, totalValues: 30 });
  expect(tag?.topValues.map((it) => it.count)).toEqual(Array(10).fill(2));
  expect(tagWithValues(events, "n")?.topValues).toHaveLength(20);
});
