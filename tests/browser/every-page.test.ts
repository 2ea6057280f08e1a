import { gzipSync } from "node:zlib";
import { type Browser, chromium, type Page, type Response } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keys } from "../../functions/adapters/dynamo/keys.ts";
import { organizations } from "../../functions/adapters/dynamo/organizations.ts";
import { PLACES } from "../../functions/views/places.ts";
import { type Jira, startJira } from "../../infra/local/sandbox/jira/server.ts";
import { synthesize } from "../../infra/local/sst.ts";
import { signIn } from "../../infra/ops/tokens.ts";
import { type App, startApp, TOKEN } from "../support/app.ts";
import { CHROMIUM } from "../support/chromium.ts";
import { connectBothWays } from "../support/connected-jira.ts";
import { inspect } from "../support/inspect.ts";
import { menus, skip, walk } from "../support/keyboard.ts";
import { codeOf } from "../support/source.ts";
import { putItems } from "../support/store.ts";

/** Every page that somebody sees who is signed in, as infra declares it: a new one is in this test by itself. */
const paths = (await synthesize()).routes
  .filter(({ method, step }) => method === "GET" && /\bpage\("/.test(codeOf(`functions/${step}.ts`)))
  .map(({ path }) => `${path}/`);
const ID = 4_000_000_000_000_977;
const HOSTILE = `"><img src=x onerror=alert(1)><script>alert(2)</script>`;
/** All that a browser takes in for a page, compressed where it can be. */
const MOST_BYTES = 100_000;

describe.skipIf(!CHROMIUM)(
  "every page, by keyboard alone, weighed, with scripts in what people wrote (needs Chromium)",
  { timeout: 600_000 },
  () => {
    let app: App;
    let jira: Jira;
    let browser: Browser;
    let page: Page;
    let names: Record<string, string>;
    const complaints: string[] = [];
    beforeAll(async () => {
      [app, jira] = await Promise.all([startApp({ own: true }), startJira()]);
      const lockstep = await connectBothWays(app, jira, { id: ID });
      const me = (await app.get("/api/0/organizations/acme/members/me/")).body;
      const issue = await app.capture({ message: HOSTILE });
      await lockstep.link(issue.id);
      await app.put("/api/0/teams/acme/core/", { name: HOSTILE });
      await app.put("/api/0/projects/acme/web/", { name: HOSTILE });
      await app.post("/api/0/api-tokens/", { name: HOSTILE, scopes: ["org:read"] });
      await app.post(`/api/0/issues/${issue.id}/notes/`, { text: HOSTILE });
      await app.idle();
      names = { organization: "acme", project: "web", team: "core", member: me.id, issue: issue.id, integration: String(ID) };
      browser = await chromium.launch({ executablePath: CHROMIUM ?? "", args: ["--no-sandbox"] });
      page = await (await browser.newContext({ reducedMotion: "reduce" })).newPage();
      page.setDefaultTimeout(60_000);
      page.on("dialog", (dialog) => complaints.push(`a script ran on ${page.url()}: ${dialog.message()}`));
      page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.message}`));
      page.on("console", (it) => {
        if (["error", "warning"].includes(it.type()) && !/status of (4|500)/.test(it.text()))
          complaints.push(`${page.url()}: ${it.text()}`);
      });
      page.on("request", (it) => !it.url().startsWith(app.system.api) && complaints.push(`${page.url()} asks ${it.url()}`));
      await signedIn(TOKEN);
    }, 180_000);
    afterAll(async () => {
      await browser?.close();
      await jira?.stop();
      await app?.stop();
    });

    const go = (path: string) => page.goto(new URL(path, app.system.api).href);
    async function signedIn(token: string): Promise<void> {
      await go("/auth/login/");
      await page.getByLabel("API token").fill(token);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByRole("heading", { level: 1, name: "Issues" }).waitFor();
    }
    const pathOf = (path: string) => path.replace(/\{(\w+)\+?\}/g, (_, name: string) => names[name] ?? "1");
    /** What comes with it, as a browser without anything of ours takes it in. */
    async function weighed(path: string): Promise<number> {
      const all: Promise<number>[] = [];
      const count = (it: Response) => {
        const isPacked = /font/.test(it.headers()["content-type"] ?? "");
        all.push(
          it.body().then(
            (body) => (isPacked ? body.length : gzipSync(body).length),
            () => 0,
          ),
        );
      };
      page.on("response", count);
      await go(path);
      await page.evaluate("document.fonts.ready");
      page.off("response", count);
      return (await Promise.all(all)).reduce((sum, it) => sum + it, 0);
    }

    test("the list has every place that the navigation leads to", () => {
      expect(PLACES.map((it) => it.path).filter((it) => !paths.includes(it))).toEqual([]);
      expect(paths.length).toBeGreaterThan(25);
    });

    test("none weighs more than it may, with style, font and script", async () => {
      // One page after the other would be served from the browser's memory.
      const session = await page.context().newCDPSession(page);
      await session.send("Network.setCacheDisabled", { cacheDisabled: true });
      const weights: [string, number][] = [];
      for (const path of paths) weights.push([path, await weighed(pathOf(path))]);
      await session.send("Network.setCacheDisabled", { cacheDisabled: false });
      const [heaviest] = weights.sort((a, b) => b[1] - a[1]);
      console.info(`the heaviest of ${weights.length} pages, ${heaviest?.[0]}, has ${heaviest?.[1]} bytes`);
      expect(heaviest?.[1]).toBeGreaterThan(40_000);
      expect(weights.filter(([, weight]) => weight > MOST_BYTES)).toEqual([]);
    });

    test("axe has nothing against any, light and dark, wide and narrow, and nothing is wider than the screen", async () => {
      for (const path of paths) {
        await go(pathOf(path));
        await inspect(page, `every${path.replaceAll(/[/{}+]+/g, "-")}`);
      }
    });

    test.each([1280, 390])(
      "Tab alone reaches everything at a width of %d, in its order and seen; menus close and give the focus back",
      async (width) => {
        await page.setViewportSize({ width, height: 900 });
        let [reached, opened] = [0, 0];
        for (const path of [...paths, "/auth/login/", "/auth/login/once/none/", "/no/such/page/"]) {
          await go(pathOf(path));
          const name = `${path} at ${width}`;
          reached += await walk(page, name);
          await skip(page, name);
          opened += await menus(page, name);
        }
        console.info(`${reached} things by Tab at ${width}, ${opened} menus`);
        expect(opened).toBeGreaterThan(width === 390 ? paths.length : 2);
      },
    );

    test("what is refused, is not there, went wrong or is over looks as all pages do", async () => {
      await go("/settings/acme/projects/none/");
      await inspect(page, "not-here-signed-in");
      const id = Number((await app.get("/api/0/organizations/acme/")).body.id);
      const broken = keys.project(id, 7);
      await putItems({ ...broken, id: 7, slug: "broken" });
      expect((await go("/settings/acme/projects/"))?.status()).toBe(500);
      expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Something went wrong");
      await inspect(page, "went-wrong");
      const { value } = await signIn("acme", (await organizations.members(id)).find((it) => it.role === "member")?.email ?? "");
      await page.context().clearCookies();
      await go(new URL((value as { signIn: string }).signIn).pathname);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByRole("heading", { level: 1, name: "Issues" }).waitFor();
      await go("/settings/acme/tokens/");
      expect(await page.getByText("lacks the scope org:admin, which owners have by their role").count()).toBe(1);
      await inspect(page, "refused");
      await app.advance(7201);
      await go("/organizations/acme/issues/");
      expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Sign in");
    });

    test("no script ran, nobody else was asked, and the console has nothing to say", () => expect(complaints).toEqual([]));
  },
);
