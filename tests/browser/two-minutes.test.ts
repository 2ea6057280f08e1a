import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHROMIUM } from "../support/chromium.ts";
import { programs } from "../support/started-program.ts";

const SECONDS = 120;

// The second time finds nothing of the first.
describe.skipIf(!CHROMIUM).each([1, 2])("the tour, from an empty folder, the %s. time (needs Chromium)", { timeout: 300_000 }, () => {
  const { start, stop } = programs();
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM ?? "", args: ["--no-sandbox"] });
  });
  afterAll(async () => {
    await browser?.close();
    stop();
  });

  test(`from the command to all done, a lost webhook in it, takes less than ${SECONDS} s`, async () => {
    const began = performance.now();
    const program = start();
    await program.ready();
    const [, signIn = ""] = /sign in +(\S+)/.exec(program.printed()) ?? [];
    const page = await (await browser.newContext()).newPage();
    page.setDefaultTimeout(60_000);
    const press = (name: string | RegExp, role: "button" | "link" | "switch" = "button") =>
      page.getByRole(role, { name, exact: true }).click();
    const says = (words: string) => page.getByRole("heading", { name: words, exact: true }).waitFor();
    await page.goto(signIn);
    for (const [button, then] of [
      ["Sign in", "0 of 5 done"],
      ["Connect both", "1 of 5 done"],
      ["Send it", "2 of 5 done"],
      ["Link APP-1", "3 of 5 done"],
      ["Assign in Jira", "4 of 5 done"],
    ] as const) {
      await press(button);
      await says(then);
    }
    await press("Open the sandbox", "link");
    await says("In step: all three sides say Bob, unresolved");
    await press("Lose webhooks", "switch");
    await press(/^Owner of APP-1: *Bob/);
    await page.locator(".menu:popover-open").getByRole("button", { name: "Ada" }).click();
    await says("Not in step yet: Jira says Ada, the others say Bob");
    await press("Compare now");
    await says("In step: all three sides say Ada, unresolved");
    await press("Tour", "link");
    await says("All done");
    const seconds = (performance.now() - began) / 1000;
    console.info(`${seconds.toFixed(1)} s from the command to all done`);
    expect(seconds).toBeLessThan(SECONDS);
  });
});
