import { expect, test } from "vitest";
import { tagsOf } from "../../../core/events/tags.ts";
import { userKeyOf } from "../../../core/events/user-key.ts";
import { normalized, thrown } from "../../support/sdk-events.ts";

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
