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

  test("from the navigation to one route, and a line for a shell that has everything but the token", async () => {
    await page.getByRole("link", { name: "API", exact: true }).click();
    await inspect(page, "api");
    await page.getByRole("link", { name: "Issues", exact: true }).last().click();
    await inspect(page, "api-issues");
    const route = page.getByRole("region", { name: "PUT /api/0/organizations/{organization}/issues/{issue}/" });
    await expect.poll(() => route.innerText()).toContain("event:write");
    const line = await route.locator("pre").innerText();
    expect(line).toContain("-X PUT");
    expect(line).toContain("/api/0/organizations/acme/issues/{issue}/'");
    for (const group of ["organizations", "projects"]) {
      await page.goto(new URL(`/settings/acme/api/${group}/`, app.system.api).href);
      await inspect(page, `api-${group}`);
    }
    expect(complaints).toEqual([]);
  });
});
