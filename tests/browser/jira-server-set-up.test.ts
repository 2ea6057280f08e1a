import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Jira, startJira } from "../../infra/local/sandbox/jira/server.ts";
import { type App, startApp, TOKEN } from "../support/app.ts";
import { CHROMIUM, keepScreenshot } from "../support/chromium.ts";
import { connectBothWays } from "../support/connected-jira.ts";

describe.skipIf(!CHROMIUM)("connecting a Jira Server in a browser (needs Chromium: CHROMIUM, or /usr/bin/chromium)", () => {
  let app: App;
  let jira: Jira;
  let browser: Browser;
  beforeAll(async () => {
    app = await startApp();
    jira = await startJira();
    browser = await chromium.launch({ executablePath: CHROMIUM ?? "", args: ["--no-sandbox"] });
  });
  afterAll(async () => {
    await browser?.close();
    await jira?.stop();
    await app?.stop();
  });

  /** A tab of a browser that runs no script and whose console stays empty; `sizes` has what each of our pages weighed. */
  async function open(options: Parameters<Browser["newContext"]>[0] = {}) {
    const context: BrowserContext = await browser.newContext({
      javaScriptEnabled: false,
      viewport: { width: 1030, height: 1000 },
      ...options,
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => {
      const ours = message.location().url.startsWith(app.system.api);
      if (ours && ["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    const sizes: number[] = [];
    page.on("response", (response) => {
      const isPage = response.headers()["content-type"]?.startsWith("text/html");
      if (response.url().startsWith(app.system.api) && response.status() === 200 && isPage)
        void response.body().then(
          (body) => sizes.push(body.length),
          () => {},
        );
    });
    return { context, page, complaints, sizes };
  }

  async function signIn(page: Page): Promise<void> {
    await page.goto(app.system.api);
    await page.getByLabel("API token").fill(TOKEN);
    await page.getByRole("button", { name: "Sign in" }).click();
  }

  test("a new user gets from the first page to a tested connection, with what the pages say alone", async () => {
    const { page, complaints, sizes } = await open();
    const shot = (name: string) => keepScreenshot(page, name);
    await page.goto(app.system.api);
    await shot("01-sign-in");
    await signIn(page);
    await page.getByRole("link", { name: "Integrations" }).click();
    await shot("02-integrations");
    await page.getByRole("link", { name: "Connect a Jira Server" }).click();
    await shot("03-form");

    await page.getByRole("button", { name: "Continue to Jira" }).click();
    expect(await page.getByRole("alert").textContent()).toContain("One field needs another look");
    await shot("04-errors");

    await page.getByLabel("Jira address").fill(jira.url);
    await page.getByRole("button", { name: "Generate another key pair" }).click();
    await shot("05-values-for-jira");
    const [, consumerKey = "", publicKey = ""] = await page.locator("pre").allTextContents();

    await page.getByRole("button", { name: "Continue to Jira" }).click();
    expect(await page.getByRole("alert").textContent()).toContain("It does not know this consumer key.");
    await shot("06-jira-does-not-know-us");

    // What the page says to enter in Jira, entered.
    jira.links.set(consumerKey, publicKey);
    await page.getByRole("button", { name: "Continue to Jira" }).click();
    await page.getByRole("button", { name: "Allow" }).waitFor();
    await shot("07-jira-asks");
    await page.getByRole("button", { name: "Allow" }).click();
    await shot("08-switch-on");
    await page.getByRole("button", { name: "Finish" }).click();
    expect(await page.getByRole("status").textContent()).toContain("Connected.");
    await shot("09-connected");
    await page.getByRole("button", { name: "Test the connection" }).click();
    expect(await page.getByRole("status").textContent()).toContain("It works.");
    await shot("10-tested");

    await page.getByRole("link", { name: "What is kept in step" }).click();
    await page.getByLabel("Status, from here to Jira").check();
    await page.getByRole("button", { name: "Save" }).click();
    expect(await page.getByRole("alert").textContent()).toContain("needs the statuses of one Jira project");
    await shot("11-statuses-missing");
    await page.getByLabel("Jira project, line 1").selectOption("APP – Application");
    await page.getByLabel("Resolved, line 1").selectOption("Closed");
    await page.getByLabel("Open again, line 1").selectOption("Open");
    await page.getByRole("button", { name: "Save" }).click();
    expect(await page.getByRole("status").textContent()).toContain("Saved.");
    await shot("12-what-is-kept-in-step");

    expect(jira.webhooks.size).toBe(1);
    expect(complaints).toEqual([]);
    expect(sizes.length).toBeGreaterThan(5);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(30_000);
  });

  test("denied, then approved: nothing has to be typed twice", async () => {
    const { page } = await open({ colorScheme: "dark" });
    await signIn(page);
    await page.goto(`${app.system.api}/settings/acme/integrations/jira-server/new/`);
    await page.getByLabel("Jira address").fill(jira.url);
    await page.getByLabel("Consumer key", { exact: true }).fill("second thoughts");
    await page.getByRole("button", { name: "Generate another key pair" }).click();
    const [, consumerKey = "", publicKey = ""] = await page.locator("pre").allTextContents();
    jira.links.set(consumerKey, publicKey);
    await page.getByRole("button", { name: "Continue to Jira" }).click();
    await page.getByRole("button", { name: "Deny" }).click();
    expect(await page.getByRole("alert").textContent()).toContain("deny Lockstep access");
    await keepScreenshot(page, "13-denied-dark");
    await page.getByRole("link", { name: "Back to the form" }).click();
    await keepScreenshot(page, "14-form-again-dark");
    await page.getByRole("button", { name: "Continue to Jira" }).click();
    await page.getByRole("button", { name: "Allow" }).click();
    await page.getByRole("button", { name: "Finish" }).click();
    expect(await page.getByRole("status").textContent()).toContain("Connected.");
    await keepScreenshot(page, "15-connected-dark");
  });

  test("on a telephone, with a token, by keyboard alone", async () => {
    jira.tokens.set("pat-of-ada", "admin");
    const { page } = await open({ viewport: { width: 390, height: 844 } });
    await signIn(page);
    await page.goto(`${app.system.api}/settings/acme/integrations/jira-server/new/token/`);
    await page.getByLabel("Jira address").focus();
    await page.keyboard.type(jira.url);
    await page.getByLabel("Personal access token").focus();
    await page.keyboard.type("pat-of-ada");
    await keepScreenshot(page, "16-token-telephone");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Finish" }).waitFor();
    await keepScreenshot(page, "17-switch-on-telephone");
    await page.getByRole("button", { name: "Finish" }).press("Enter");
    expect(await page.getByRole("status").textContent()).toContain("Connected.");
    const wide = await page
      .locator("html")
      .evaluate((html) => html.scrollWidth)
      .catch(() => 0);
    expect(wide).toBeLessThanOrEqual(390);
  });

  test("what needs somebody is seen, and tried again with one button", async () => {
    const lockstep = await connectBothWays(app, jira, { id: 4_000_000_000_000_970 });
    const [stopped, calm] = [
      await app.capture({ message: "nobody may assign" }),
      await app.capture({ message: "all is well", frame: "well" }),
    ];
    const ticket = await lockstep.link(stopped.id);
    await lockstep.link(calm.id);
    await app.put(`/api/0/issues/${calm.id}/`, { assignedTo: "ada@example.com" });
    await app.idle();
    jira.faults.set("PUT /rest/api/2/issue/", { status: 403 });
    await app.put(`/api/0/issues/${stopped.id}/`, { assignedTo: "bob@example.com" });
    jira.tickets.edit(jira.tickets.create().id, { assignee: "hidden" });
    await app.idle();

    const { page, complaints } = await open();
    await signIn(page);
    await page.goto(`${app.system.api}/settings/acme/integrations/4000000000000970/`);
    await page.getByRole("link", { name: "Health" }).click();
    await keepScreenshot(page, "18-health");
    jira.faults.clear();
    await page.getByRole("button", { name: new RegExp(`^Try again .*${ticket.key}$`) }).click();
    await app.idle();
    await page.getByRole("link", { name: "Show how it went" }).click();
    expect(await page.getByText("Needs you").count()).toBe(0);
    expect(jira.tickets.find(ticket.id)?.assignee).toBe("bob");
    await page.goBack();
    await page.goto(`${app.system.api}/settings/acme/integrations/4000000000000970/people/`);
    await page.getByRole("button", { name: "Suggest by address" }).click();
    await keepScreenshot(page, "19-people");
    await page.goto(`${app.system.api}/settings/acme/integrations/4000000000000970/uninstall/`);
    await keepScreenshot(page, "20-disconnect");
    await page.getByRole("button", { name: "Disconnect" }).click();
    expect(await page.getByRole("status").textContent()).toContain("Disconnected.");
    await keepScreenshot(page, "21-disconnected");
    expect(complaints).toEqual([]);
  });
});
