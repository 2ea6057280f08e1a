import { writeFileSync } from "node:fs";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHROMIUM } from "../support/chromium.ts";
import { inspect } from "../support/inspect.ts";
import { programs } from "../support/started-program.ts";

const TOUR = "/__local/tour/";
const SANDBOX = "/__local/sandbox/";
/** Where the README's picture is; it is taken anew with `LOCKSTEP_PICTURES=1`. */
const PICTURE = "docs/sandbox.webp";

// Each looks at several pages, eight times each.
describe.skipIf(!CHROMIUM)("the sandbox's story, from an empty folder (needs Chromium)", { timeout: 600_000 }, () => {
  const { start, stop } = programs();
  let program: ReturnType<typeof start>;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let api = "";
  let clicks = 0;
  const complaints: string[] = [];
  beforeAll(async () => {
    program = start({ LOCKSTEP_TOKEN: "given" });
    await program.ready();
    browser = await chromium.launch({ executablePath: CHROMIUM ?? "", args: ["--no-sandbox"] });
    context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    page = await context.newPage();
    page.setDefaultTimeout(60_000);
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => !request.url().startsWith(api) && complaints.push(request.url()));
  });
  afterAll(async () => {
    await browser?.close();
    stop();
  });

  const go = (path: string) => page.goto(api + path);
  const press = async (name: string | RegExp, role: "button" | "link" | "switch" = "button") => {
    clicks += 1;
    await page.getByRole(role, { name, exact: true }).click();
  };
  const choose = async (of: RegExp, name: string) => {
    await press(of);
    clicks += 1;
    await page.locator(".menu:popover-open").getByRole("button", { name }).click();
  };
  const says = (words: string) => page.getByRole("heading", { name: words, exact: true }).waitFor();
  /** By the button, unless Lockstep was quicker. */
  const compared = async (words: string) => {
    await Promise.race([press("Compare now").catch(() => {}), says(words)]);
    await says(words);
  };
  const ticked = (done: string) => page.getByRole("heading", { name: done, exact: true }).waitFor();
  const menu = (of: string, now: string) => new RegExp(`^${of}: *${now}`);

  test("signed in with the link, one is led through the tour; from the first click to green it takes eight at most", async () => {
    const [, base = "", signIn = ""] = /Lockstep +(\S+)\nsign in +(\S+)/.exec(program.printed()) ?? [];
    api = base;
    const began = performance.now();
    await page.goto(signIn);
    await press("Sign in");
    await page.waitForURL(api + TOUR);
    await ticked("0 of 5 done");
    await inspect(page, "tour");
    await press("Connect both");
    await ticked("1 of 5 done");
    await press("Send it");
    await ticked("2 of 5 done");
    await press("Link APP-1");
    await ticked("3 of 5 done");
    await press("Assign in Jira");
    await ticked("4 of 5 done");
    await press("Sandbox", "link");
    await says("In step: all three sides say Bob, unresolved");
    console.info(
      `${clicks} clicks and ${((performance.now() - began) / 1000).toFixed(0)} s from signing in to green, pages inspected on the way`,
    );
    expect(clicks).toBeLessThanOrEqual(8);
    await inspect(page, "sandbox");
  });

  test("whoever decides, on whichever side, the others follow", async () => {
    await press("Assign...");
    await page.getByRole("combobox", { name: "Person" }).selectOption("Ada");
    await inspect(page, "sandbox-asked");
    await page.getByRole("button", { name: "Choose" }).first().click();
    await says("In step: all three sides say Ada, unresolved");
    await press("Start APP-1");
    await press("Finish APP-1");
    await says("In step: all three sides say Ada, resolved");
    await choose(menu("Status of WEB-1", "Resolved"), "Unresolved");
    await says("In step: all three sides say Ada, unresolved");
    if (process.env.LOCKSTEP_PICTURES) await takePicture();
  });

  test("a webhook that is lost is found; what Jira puts off is done later; a Jira that is stopped gets it when it is back", async () => {
    await press("Lose webhooks", "switch");
    await choose(menu("Owner of APP-1", "Ada"), "Bob");
    await says("Not in step yet: Jira says Bob, the others say Ada");
    await inspect(page, "sandbox-lost");
    await press("Compare now");
    await says("In step: all three sides say Bob, unresolved");
    await press("Lose webhooks", "switch");

    await press("Answer 429", "switch");
    await choose(menu("Owner of WEB-1", "Bob"), "Ada");
    await says("Not in step yet: Jira says Bob, the others say Ada");
    await press("Answer 429", "switch");
    await compared("In step: all three sides say Ada, unresolved");

    await press("Stop Jira", "switch");
    await press("Resolve");
    await says("Not in step yet: Jira says unresolved, the others say resolved");
    await inspect(page, "sandbox-stopped");
    await press("Stop Jira", "switch");
    await compared("In step: all three sides say Ada, resolved");
    // What the set-up went through is there for people, too.
    await go("/settings/acme/integrations/discord/");
    await press("Add to a server", "link");
    await inspect(page, "discord-asks");
    await press("Authorize", "link");
    await page.getByText("The server is connected.").waitFor();
    await go(TOUR);
    await ticked("All done");
    await inspect(page, "tour-done");
  });

  test("without script it is the same, and starting over is a new error", async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false, storageState: await context.storageState() });
    const page = await plain.newPage();
    await page.goto(api + SANDBOX);
    await page.getByRole("button", { name: "Start over" }).click();
    await page.getByRole("button", { name: menu("Owner of APP-3", "Nobody") }).click();
    await page.locator(".menu:popover-open").getByRole("button", { name: "Bob" }).click();
    await page.getByRole("heading", { name: "In step: all three sides say Bob, unresolved" }).waitFor();
    expect(await page.getByRole("link", { name: "Open WEB-2" }).count()).toBe(1);
    await plain.close();
  });

  test("nothing was said on the console, and nobody else was asked", () => expect(complaints).toEqual([]));

  /** Small enough to be kept: what is seen without scrolling. */
  async function takePicture(): Promise<void> {
    await page.emulateMedia({ colorScheme: "light" });
    await page.mouse.move(0, 0);
    const session = await context.newCDPSession(page);
    const clip = { x: 0, y: 0, width: 1280, height: 900, scale: 1 };
    const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 80, clip });
    writeFileSync(PICTURE, Buffer.from(data, "base64"));
  }
});
