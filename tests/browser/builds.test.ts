import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type App, startApp } from "../support/app.ts";
import { CHROMIUM } from "../support/chromium.ts";

const MAIN = fileURLToPath(new URL("../support/shop/main.mjs", import.meta.url));

/** A build for production: one file, minified, named by its hash; and what was added to the program, as every deploy changes something. */
async function built(dsn: string, version: string, more: string) {
  const { outputFiles } = await build({
    stdin: { contents: `${readFileSync(MAIN)}\n${more}`, resolveDir: dirname(MAIN) },
    ...{ bundle: true, minify: true, write: false, outdir: "assets", entryNames: "[name]-[hash]", format: "esm" },
    define: { DSN: JSON.stringify(dsn), BUILD: JSON.stringify(version) },
  });
  return { name: basename(outputFiles[0]!.path), text: outputFiles[0]!.text };
}

/** Functions that are called often get the shortest names, so that all others get other ones. */
const MORE = Array.from({ length: 60 }, (_, n) => `function more${n}() { return globalThis.shop ? more${(n + 1) % 60}() : ${n}; }`).join(
  "\n",
);
const CALLED = `globalThis.more = () => { ${Array.from({ length: 60 }, (_, n) => `more${n}(); `.repeat(9)).join("")} };`;

describe.skipIf(!CHROMIUM)("a browser app with the real SDK (needs Chromium)", () => {
  let app: App;
  let browser: Browser;
  const servers: Server[] = [];
  beforeAll(async () => {
    app = await startApp();
    browser = await chromium.launch({ executablePath: CHROMIUM ?? "", args: ["--no-sandbox"] });
  });
  afterAll(async () => {
    for (const it of servers) it.close();
    await browser?.close();
    await app?.stop();
  });

  /** Where a build is served: a port of its own, as another host would be. */
  async function served({ name, text }: Awaited<ReturnType<typeof built>>): Promise<string> {
    const page = `<!doctype html><title>Shop</title><body><script type="module" src="/assets/${name}"></script></body>`;
    const server = createServer(({ url }, response) => {
      const isScript = url === `/assets/${name}`;
      response.writeHead(200, { "content-type": isScript ? "text/javascript" : "text/html" }).end(isScript ? text : page);
    }).listen(0);
    servers.push(server);
    await once(server, "listening");
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }
  async function dsn(): Promise<string> {
    const [key] = (await app.get("/api/0/projects/acme/web/keys/")).body;
    const url = new URL(key.dsn.public);
    url.host = new URL(app.system.api).host;
    return url.href;
  }
  async function click(url: string, name: string): Promise<void> {
    const page = await browser.newPage();
    await page.goto(url);
    const answered = page.waitForResponse(
      (it) => it.url().includes("/envelope/") && (it.request().postData() ?? "").includes('"type":"event"'),
    );
    await page.getByRole("button", { name }).click();
    expect((await answered).status()).toBe(200);
    await page.close();
    await app.idle();
  }

  type Shown = { entries: { type: string; data: { values: { stacktrace: { frames: { function: string }[] } }[] } }[] };
  const functionsOf = ({ entries }: Shown) =>
    entries.find((it) => it.type === "exception")!.data.values[0]!.stacktrace.frames.map((it) => it.function);

  test("two builds of it, on two hosts and two pages, have one issue for each error, with what the page knows", async () => {
    const [first, second] = [await built(await dsn(), "1.0.0", ""), await built(await dsn(), "1.1.0", `${MORE}\n${CALLED}`)];
    expect(first.name).not.toBe(second.name);
    const [before, after] = [await served(first), await served(second)];
    await click(`${before}/cart`, "Pay");
    await click(`${after}/users/ada/cart?article=7`, "Pay");
    await click(`${after}/cart`, "Deliver");
    const issues = (await app.get("/api/0/projects/acme/web/issues/?query=")).body as { id: string; title: string; count: string }[];
    const counted = issues.map((it) => [it.title, it.count]).sort();
    expect(counted).toEqual([
      ["Refused: No card for 42 EUR", "2"],
      ["Refused: No courier for 3 articles", "1"],
    ]);
    const paid = issues.find((it) => it.title.startsWith("Refused: No card"))!;
    const [event, former] = (await app.get(`/api/0/issues/${paid.id}/events/?full=1`)).body;
    const names = functionsOf(event);
    expect(names).not.toEqual(functionsOf(former));
    const tags = Object.fromEntries(event.tags.map((it: { key: string; value: string }) => [it.key, it.value]));
    expect(tags).toMatchObject({
      release: "shop@1.1.0",
      "browser.name": "Chrome",
      handled: "no",
      level: "error",
      url: `${after}/users/ada/cart`,
    });
    expect(Object.keys(tags)).toContain("os.name");
    expect(event.entries.map((it: { type: string }) => it.type)).toEqual(expect.arrayContaining(["exception", "breadcrumbs", "request"]));
  });
});
