import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Jira, startJira } from "../../infra/local/sandbox/jira/server.ts";
import { type App, startApp, TOKEN } from "../support/app.ts";
import { CHROMIUM, keepScreenshot } from "../support/chromium.ts";
import { connectBothWays } from "../support/connected-jira.ts";
import { inspect, inspectFailed } from "../support/inspect.ts";

const ID = 4_000_000_000_000_980;
const ALL = "/settings/acme/integrations/";
const ONE = `${ALL}${ID}/`;
const NEW = `${ALL}jira-server/new/`;

describe.skipIf(!CHROMIUM)("every page, light and dark, wide and narrow, as it is and when something failed (needs Chromium)", () => {
  let app: App;
  let jira: Jira;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  beforeAll(async () => {
    app = await startApp({ own: true });
    jira = await startJira();
    browser = await chromium.launch({ executablePath: CHROMIUM ?? "", args: ["--no-sandbox"] });
    page = await (await browser.newContext()).newPage();
    page.setDefaultTimeout(20_000);
    page.on("console", (message) => {
      const ours = message.location().url.startsWith(app.system.api);
      // The console is told too that a page or a link is not there, and that a form is no longer valid.
      if (ours && ["error", "warning"].includes(message.type()) && !/status of 4(03|04|10)/.test(message.text()))
        complaints.push(message.text());
    });
  });
  afterEach(() => jira.faults.clear());
  afterAll(async () => {
    await browser?.close();
    await jira?.stop();
    await app?.stop();
  });
  const go = (path: string) => page.goto(new URL(path, app.system.api).href);
  const press = (name: string | RegExp) => page.getByRole("button", { name }).click();

  test("signing in", async () => {
    await go("/");
    await inspect(page, "sign-in");
    await page.getByLabel("API token").fill("no such token");
    await press("Sign in");
    await inspectFailed(page, "sign-in-failed", ["token"]);
  });

  test("a link that signs in once, and one that is used up", async () => {
    await go("/auth/login/once/no-such-code/");
    await inspect(page, "sign-in-once");
    await press("Sign in");
    await inspectFailed(page, "sign-in-once-gone", ["token"]);
  });

  test("an address that leads nowhere", async () => {
    expect((await go("/no/such/page/"))?.status()).toBe(404);
    await inspect(page, "nowhere");
    await page.getByRole("link", { name: "Start page" }).click();
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Sign in");
  });

  test("nothing connected, and the drawer of a telephone", async () => {
    await page.getByLabel("API token").fill(TOKEN);
    await press("Sign in");
    await inspect(page, "integrations-empty");
    await go(`${ALL}?notice=set-up-over`);
    await inspectFailed(page, "integrations-set-up-over");
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.getByRole("link", { name: "Integrations" }).count()).toBe(0);
    await press("Menu");
    expect(await page.getByRole("link", { name: "Integrations" }).getAttribute("aria-current")).toBe("page");
    await keepScreenshot(page, "menu-390");
  });

  test("connecting with an application link", async () => {
    await go(NEW);
    await inspect(page, "connect-link");
    await press("Continue to Jira");
    await inspectFailed(page, "connect-link-failed", ["url"]);
    await page.getByLabel("Jira address").fill(jira.url);
    await page.getByLabel("Consumer key", { exact: true }).fill("lockstep");
    await press("Generate another key pair");
    await inspect(page, "connect-link-key");
    await press("Continue to Jira");
    await inspectFailed(page, "connect-link-refused", ["consumer_key"]);
  });

  test("connecting with a token", async () => {
    await go(`${NEW}token/`);
    await inspect(page, "connect-token");
    await press("Continue");
    await inspectFailed(page, "connect-token-failed", ["url", "token"]);
    await page.getByLabel("Jira address").fill("http://127.0.0.1:1");
    await page.getByLabel("Personal access token").fill("pat-of-ada");
    await press("Continue");
    await inspectFailed(page, "connect-token-unreachable", ["url"]);
    await page.getByLabel("Jira address").fill(jira.url);
    await page.getByLabel("Personal access token").fill("unknown");
    await press("Continue");
    await inspectFailed(page, "connect-token-refused", ["token"]);

    jira.tokens.set("pat-of-ada", "admin");
    await page.getByLabel("Personal access token").fill("pat-of-ada");
    await press("Continue");
    await inspect(page, "switch-on");
    jira.faults.set("/rest/webhooks", { status: 403 });
    await press("Finish");
    await inspectFailed(page, "switch-on-failed");
    jira.faults.clear();
    await press("Finish");
    await inspect(page, "connected");
  });

  test("denied in Jira", async () => {
    await go(NEW);
    await page.getByLabel("Jira address").fill(jira.url);
    await page.getByLabel("Consumer key", { exact: true }).fill("denied");
    await press("Generate another key pair");
    jira.links.set("denied", (await page.locator("pre").allTextContents())[2] ?? "");
    await press("Continue to Jira");
    await press("Deny");
    await inspectFailed(page, "denied");
  });

  test("an integration, tested", async () => {
    await connectBothWays(app, jira, { id: ID });
    await go(ONE);
    await press("Test the connection");
    await inspect(page, "tested");
    jira.faults.set("/rest/api/2/myself", { status: 401 });
    await press("Test the connection");
    await inspectFailed(page, "tested-failed");
  });

  test("what is kept in step", async () => {
    await go(`${ONE}sync/`);
    await inspect(page, "sync");
    await page.getByLabel("Resolved, line 3").selectOption("Closed");
    await press("Save");
    await inspectFailed(page, "sync-failed", ["project-3"]);
    await go(`${ONE}sync/`);
    await page.getByLabel("Status 1 of way 1").selectOption("In Progress");
    await press("Save");
    await inspectFailed(page, "sync-way-failed", ["path_project_1"]);
    await go(`${ONE}sync/`);
    await page.getByLabel("Fields that Jira asks for").fill("nonsense");
    await press("Save");
    await inspectFailed(page, "sync-required-failed", ["required_fields"]);
    jira.faults.set("/rest/api/2/status", { status: 503 });
    await go(`${ONE}sync/`);
    await inspect(page, "sync-unavailable");
  });

  test("people, and how linked tickets fare", async () => {
    const lockstep = await connectBothWays(app, jira, { id: ID });
    await go(`${ONE}health/`);
    await inspect(page, "health-empty");
    const [stopped, calm] = [await app.capture({ message: "nobody may assign" }), await app.capture({ message: "well", frame: "well" })];
    await lockstep.link((await app.capture({ message: "x".repeat(80), frame: "long" })).id);
    const ticket = await lockstep.link(stopped.id);
    await lockstep.link(calm.id);
    await app.put(`/api/0/issues/${calm.id}/`, { assignedTo: "ada@example.com" });
    await app.idle();
    jira.faults.set("PUT /rest/api/2/issue/", { status: 403 });
    await app.put(`/api/0/issues/${stopped.id}/`, { assignedTo: "bob@example.com" });
    await app.idle();
    jira.faults.clear();
    // Later by more than clocks can be wrong, so that it is the last decision whatever the machine does meanwhile.
    await app.advance(30);
    jira.tickets.edit(ticket.id, { assignee: "hidden" });
    await app.idle();
    await go(`${ONE}health/`);
    await inspect(page, "health");
    await press(new RegExp(`^Try again .*${ticket.key}$`));
    await inspect(page, "health-again");

    await go(`${ONE}people/`);
    await inspect(page, "people");
    await page.getByLabel("Bob").fill("nobody");
    await press("Save");
    const bob = (await page.getByLabel("Bob").getAttribute("id")) ?? "";
    await inspectFailed(page, "people-failed", [bob]);
  });

  test("an issue, with its last event", async () => {
    const lines = { lineno: 12, pre_context: ["function pay() {"], context_line: "  throw new Error()", post_context: ["}"] };
    const issue = await app.capture({ message: "shown whole", frame: "pay", tags: { flow: "checkout" }, lines });
    await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "ada@example.com" });
    await app.post(`/api/0/issues/${issue.id}/notes/`, { text: "Seen on the telephone too" });
    await app.idle();
    await go(`/organizations/acme/issues/${issue.id}/`);
    await inspect(page, "issue");
    // The browser's clock is behind: tests have let time pass.
    expect(await page.locator("time", { hasText: /^in / }).count()).toBe(0);
    expect(await page.locator("mark").textContent()).toContain("throw new Error()");
    expect(await page.getByText("Seen on the telephone too").count()).toBe(1);
    await go("/organizations/acme/issues/WEB-99999/");
    await inspect(page, "issue-not-here");
  });

  test("what is not there, and a form of another session", async () => {
    await go(`${ALL}1/`);
    await inspect(page, "not-here");
    await go(`${ONE}uninstall/`);
    await inspect(page, "uninstall");
    // Somebody signs in again in another tab: the form here is of the session before.
    const other = await page.context().newPage();
    await other.goto(new URL("/auth/login/", app.system.api).href);
    await other.getByRole("button", { name: "Sign out" }).click();
    await other.getByLabel("API token").fill(TOKEN);
    await other.getByRole("button", { name: "Sign in" }).click();
    await other.getByRole("heading", { name: "Issues", exact: true }).waitFor();
    await other.close();
    await page.bringToFront();
    await press("Disconnect");
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("This form is no longer valid");
    await inspect(page, "form-no-longer-valid");
    await go(`${ONE}uninstall/`);
    await press("Disconnect");
    await inspect(page, "disconnected");
  });

  test("nothing was blocked or complained of", () => expect(complaints).toEqual([]));
});
