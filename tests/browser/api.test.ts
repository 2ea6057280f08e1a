import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type App, startApp, TOKEN } from "../support/app.ts";
import { CHROMIUM } from "../support/chromium.ts";
import { inspect } from "../support/inspect.ts";

describe.skipIf(!CHROMIUM)("the pages about the API (need Chromium)", () => {
  let app: App;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  beforeAll(async () => {
    app = await startApp();
    browser = await chromium.launch({ executablePath: CHROMIUM ?? "", args: ["--no-sandbox"] });
    page = await (await browser.newContext()).newPage();
    page.setDefaultTimeout(20_000);
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    await page.goto(app.system.api);
    await page.getByLabel("API token").fill(TOKEN);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  const go = (path: string) => page.goto(new URL(path, app.system.api).href);

  test("the navigation leads to how it is used, and to the groups of routes", async () => {
    await page.getByRole("link", { name: "API", exact: true }).click();
    await inspect(page, "api");
    await page.getByRole("main").getByRole("link", { name: "Issues", exact: true }).click();
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Issues");
    expect(complaints).toEqual([]);
  });

  test("a group has each route with its scope, and a line for a shell that lacks the token alone", async () => {
    await go("/settings/acme/api/ownership/");
    const route = page.getByRole("region", { name: "PUT /api/0/projects/{organization}/{project}/ownership/" });
    expect(await route.innerText()).toContain("project:write");
    const line = await route.locator("pre").innerText();
    expect(line).toContain("-X PUT");
    expect(line).toContain("/api/0/projects/acme/{project}/ownership/'");
    await inspect(page, "api-ownership");
    expect(complaints).toEqual([]);
  });
});
