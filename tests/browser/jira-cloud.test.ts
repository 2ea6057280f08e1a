import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type App, startApp, TOKEN } from "../support/app.ts";
import { CHROMIUM } from "../support/chromium.ts";
import { inspect, inspectFailed } from "../support/inspect.ts";
import { type JiraCloudSite, startJiraCloud } from "../support/jira-cloud/server.ts";
import { ADA, BOB } from "../support/jira-cloud/state.ts";

const NEW = "/settings/acme/integrations/jira-cloud/new/";

describe.skipIf(!CHROMIUM)("every page of Jira Cloud, as it is and when something failed (needs Chromium)", () => {
  let app: App;
  let site: JiraCloudSite;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    [app, site] = await Promise.all([startApp({ own: true }), startJiraCloud()]);
    browser = await chromium.launch({ executablePath: CHROMIUM ?? "", args: ["--no-sandbox"] });
    page = await (await browser.newContext()).newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(new URL(NEW, app.system.api).href);
    await page.getByLabel("API token").fill(TOKEN);
    await press("Sign in");
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
    await app?.stop();
  });
  const go = (path: string) => page.goto(new URL(path, app.system.api).href);
  const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
  const fill = async (accountId: string, ends = "") => {
    const { email, token } = site.tokenOf(accountId);
    await page.getByLabel("Jira address").fill(site.url);
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("API token").fill(token);
    await page.getByLabel("Token ends on").fill(ends);
  };

  test("the form, its faults, and what Jira says", async () => {
    await inspect(page, "cloud-connect");
    await press("Connect");
    await inspectFailed(page, "cloud-connect-failed", ["site", "email", "token"]);
    await fill(ADA);
    await page.getByLabel("API token").fill("not-the-token");
    await press("Connect");
    await inspectFailed(page, "cloud-connect-refused", ["token"]);
    site.faults.set("/rest/api/3/mypermissions", { status: 200, body: '{"permissions":{}}' });
    await fill(ADA);
    await press("Connect");
    await inspectFailed(page, "cloud-connect-lacking");
    site.faults.clear();
  });

  test("an account that may not make webhooks: what to paste, and the webhook before and after it was heard of", async () => {
    await go(NEW);
    await fill(BOB);
    await press("Connect");
    await inspect(page, "cloud-paste");
    const [url = "", secret = ""] = await page.locator("pre").allTextContents();
    await page.getByRole("link", { name: "It is done" }).click();
    await inspect(page, "cloud-webhook-waiting");
    site.state.webhooks.set("1", { name: "Lockstep", url, secret, events: ["jira:issue_created"] });
    site.tickets.create();
    await site.deliveries.settled();
    await page.getByRole("link", { name: "Look again" }).click();
    await inspect(page, "cloud-webhook");
    await press("Replace the secret");
    await inspect(page, "cloud-paste-again");
  });

  test("an administrator's account is connected within three minutes from the empty form on, and warned of the token's end", async () => {
    await go(NEW);
    const began = Date.now();
    await fill(ADA, new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10));
    await press("Connect");
    await page.getByText("Connected.").waitFor();
    expect(Date.now() - began).toBeLessThan(180_000);
    await inspect(page, "cloud-connected");
    await page.getByRole("link", { name: "Webhook" }).click();
    await press("Replace the secret");
    await inspect(page, "cloud-secret-replaced");
    await go("/settings/acme/integrations/");
    await inspect(page, "cloud-listed");
    await page
      .getByRole("link", { name: new URL(site.url).host })
      .first()
      .click();
    await page.getByRole("main").getByRole("link", { name: "People" }).click();
    await inspect(page, "cloud-people");
    const [team] = (await app.get("/api/0/organizations/acme/teams/")).body;
    await page.locator(`#team-${team.id}`).fill("not an id");
    await press("Save teams");
    await inspectFailed(page, "cloud-team-failed", [`team-${team.id}`]);
  });
});
