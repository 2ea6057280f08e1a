import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Jira, startJira } from "../../infra/local/sandbox/jira/server.ts";
import { type App, startApp, TOKEN } from "../support/app.ts";
import { CHROMIUM } from "../support/chromium.ts";
import { connectBothWays } from "../support/connected-jira.ts";
import { inspect, inspectFailed } from "../support/inspect.ts";

const ID = 4_000_000_000_000_985;
const OUT_OF_STEP = "/organizations/acme/out-of-step/";

describe.skipIf(!CHROMIUM)("what a lead and whoever is on call look after (needs Chromium)", () => {
  let app: App;
  let jira: Jira;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  const elsewhere: string[] = [];
  beforeAll(async () => {
    app = await startApp({ own: true });
    jira = await startJira();
    browser = await chromium.launch({ executablePath: CHROMIUM ?? "", args: ["--no-sandbox"] });
    page = await (await browser.newContext()).newPage();
    page.setDefaultTimeout(20_000);
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type()) && !/status of 4(03|04)/.test(message.text())) complaints.push(message.text());
    });
    page.on("request", (request) => {
      if (!request.url().startsWith(app.system.api)) elsewhere.push(request.url());
    });
    await go("/");
    await page.getByLabel("API token").fill(TOKEN);
    await press("Sign in");
  });
  afterEach(() => jira.faults.clear());
  afterAll(async () => {
    await browser?.close();
    await jira?.stop();
    await app?.stop();
  });
  const go = (path: string) => page.goto(new URL(path, app.system.api).href);
  const press = (name: string) => page.getByRole("button", { name, exact: true }).click();

  test("what is out of step, by cause, with the log of one link", async () => {
    await go(OUT_OF_STEP);
    await inspect(page, "out-of-step-no-tracker");
    const lockstep = await connectBothWays(app, jira, { id: ID });
    await go(OUT_OF_STEP);
    await inspect(page, "out-of-step-none");
    const names = ["TypeError: cannot read properties of undefined", "x".repeat(80), "<script>alert(1)</script>"];
    const issues = [];
    for (const name of names) issues.push(await app.capture({ message: name, frame: name }));
    const tickets = [];
    for (const issue of issues) tickets.push(await lockstep.link(issue.id));
    const [first, second, third] = issues as [(typeof issues)[0], (typeof issues)[0], (typeof issues)[0]];
    await app.put(`/api/0/issues/${first.id}/`, { assignedTo: "ada@example.com" });
    await app.idle();
    await app.advance(60);
    jira.tickets.edit(tickets[0]?.id ?? "", { assignee: "bob" });
    await app.idle();
    jira.faults.set("PUT /rest/api/2/issue/", { status: 403 });
    for (const issue of [first, second]) await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "ada@example.com" });
    await app.idle();
    jira.tickets.edit(tickets[2]?.id ?? "", { assignee: "hidden" });
    await app.idle();
    await app.advance(4000);
    await go(OUT_OF_STEP);
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("3 links are out of step");
    await inspect(page, "out-of-step");
    await page.getByRole("link", { name: `Log ${first.shortId} and ${tickets[0]?.key}` }).click();
    await inspect(page, "out-of-step-log");
    await page.getByLabel("Search by issue or ticket").fill(third.shortId);
    await press("Search");
    expect(await page.getByRole("rowheader").count()).toBe(1);
    await page.getByLabel("Search by issue or ticket").fill("nothing like it");
    await press("Search");
    await inspect(page, "out-of-step-not-found");
    await go(OUT_OF_STEP);
    await press("Try all 3 again");
    await inspect(page, "out-of-step-retried");
    await go(`/settings/acme/integrations/${ID}/health/`);
    await inspect(page, "health-admin");
  });

  test("people: members with their accounts, one more, and teams", async () => {
    const lockstep = await connectBothWays(app, jira, { id: ID });
    const issue = await app.capture({ message: "nobody has an account", frame: "accounts" });
    await lockstep.link(issue.id);
    jira.users.splice(
      jira.users.findIndex((it) => it.name === "ada"),
      1,
    );
    await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "ada@example.com" });
    await app.idle();
    await go("/settings/acme/people/");
    await inspect(page, "everybody");
    const account = page.getByLabel(/^Account of Bob in/);
    await account.fill("no such account");
    await press("Save");
    await inspectFailed(page, "everybody-failed", [(await account.getAttribute("id")) ?? ""]);
    await account.fill("bob");
    await press("Save");
    expect(await account.inputValue()).toBe("bob");
    await page.getByRole("link", { name: "Add a member…" }).click();
    await page.getByLabel("Address").fill("ada@example.com");
    await press("Add the member");
    await inspectFailed(page, "member-new-failed", ["email"]);
    await page.getByLabel("Address").fill("<i>eve</i>@example.com");
    await page.getByLabel("Address").fill("eve@example.com");
    await page.getByLabel(/^Core/).check();
    await press("Add the member");
    await page.getByRole("link", { name: "eve@example.com" }).click();
    await inspect(page, "member");
    await press("End it");
    await inspectFailed(page, "member-end-failed");
    await page.getByLabel("End the membership of eve@example.com").check();
    await press("End it");
    expect(await page.getByText("The membership has ended.").count()).toBe(1);
    await page.getByRole("link", { name: "Teams" }).click();
    await page.getByLabel("Name").fill("Payments & <i>more</i>");
    await inspect(page, "teams");
    await press("Create the team");
    await page.getByLabel("Put somebody in").fill("nobody@example.com");
    await press("Put in");
    await inspectFailed(page, "team-failed", ["member"]);
    await page.getByLabel("Put somebody in").fill("bob@example.com");
    await press("Put in");
    await inspect(page, "team");
  });

  test("projects: made, set up, changed, and removed", async () => {
    await go("/settings/acme/projects/");
    await inspect(page, "projects");
    await page.getByLabel("Name").fill("Shop & <b>co</b>");
    await page.getByLabel("Platform").fill("no such thing");
    await press("Create the project");
    await inspectFailed(page, "projects-failed", ["platform"]);
    await page.getByLabel("Platform").fill("python");
    await press("Create the project");
    await inspect(page, "project-keys");
    await page.getByLabel("Another key").fill("Staging");
    await press("Make a key");
    await page.getByRole("button", { name: "Switch off Staging" }).click();
    await page.getByText("Python", { exact: true }).click();
    await inspect(page, "project-keys-two");
    await page.getByLabel("Another key").fill("Staging");
    await press("Make a key");
    await inspectFailed(page, "project-keys-failed", ["name"]);
    await page.getByRole("link", { name: "Settings" }).click();
    await inspect(page, "project-settings");
    await page.getByLabel("Slug").fill("12345");
    await page.getByLabel("Fields whose values are not kept").fill("x");
    await press("Save");
    await inspectFailed(page, "project-settings-failed", ["slug", "sensitiveFields"]);
    await page.getByLabel("Slug").fill("store");
    await page.getByLabel("Fields whose values are not kept").fill("iban");
    await press("Save");
    expect(new URL(page.url()).pathname).toBe("/settings/acme/projects/store/");
    await page.getByRole("link", { name: "Remove the project…" }).click();
    await inspect(page, "project-remove");
    await press("Remove the project");
    await inspectFailed(page, "project-remove-failed", ["confirm"]);
    await page.getByLabel("Type store to go on").fill("store");
    await press("Remove the project");
    await inspect(page, "project-removing");
    await app.idle();
    await page.reload();
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Shop & <b>co</b> is removed");
    await inspect(page, "project-removed");
  });

  test("rules of ownership, with what is wrong in each line, and whom they name", async () => {
    await go("/settings/acme/projects/web/ownership/");
    await inspect(page, "ownership");
    const rules = page.getByLabel("One rule a line");
    await rules.fill("path:src/pay/* ada@example.com\npath:\nsrc/nobody/*\nsrc/legacy/* gone@example.com");
    await press("Save");
    await inspectFailed(page, "ownership-failed", ["raw"]);
    await rules.fill("path:src/pay/* ada@example.com\nsrc/legacy/* gone@example.com #core\nsrc/old/* gone@example.com");
    await press("Explain");
    await inspectFailed(page, "ownership-nothing-asked", ["text"]);
    await page.getByLabel("A path, a module or an address").fill("src/pay/checkout.ts");
    await press("Explain");
    await inspect(page, "ownership-explained");
    expect(await page.getByRole("heading", { name: "It would be owned by" }).count()).toBe(1);
    await press("Save");
    await inspect(page, "ownership-saved");
  });

  test("integrations, tokens and the audit log", async () => {
    await connectBothWays(app, jira, { id: ID });
    await go("/settings/acme/integrations/");
    await inspect(page, "integrations");
    await go("/settings/acme/tokens/");
    await inspect(page, "tokens");
    await page.getByLabel("Name").fill("Deploys");
    await press("Make the token");
    await inspectFailed(page, "tokens-failed", ["scopes"]);
    await page.getByLabel("project:read", { exact: true }).check();
    await press("Make the token");
    await inspect(page, "token-made");
    await page.getByRole("button", { name: "Take away Deploys" }).click();
    await go("/settings/acme/audit-log/");
    await inspect(page, "audit-log");
  });

  test("each page is reached and used with the keyboard alone", async () => {
    await go(OUT_OF_STEP);
    for (const name of ["Projects", "People", "Tokens", "Out of step"]) {
      const focused = async () =>
        (
          await page
            .locator(":focus")
            .textContent({ timeout: 1000 })
            .catch(() => "")
        )?.trim();
      for (let presses = 0; presses < 40 && (await focused()) !== name; presses++) await page.keyboard.press("Tab");
      expect(await focused()).toBe(name);
      await page.keyboard.press("Enter");
      await page.waitForURL((url) => url.pathname.includes(name.toLowerCase().replaceAll(" ", "-")));
    }
  });

  test("nothing was complained of, and nothing asked of another host", () => expect([complaints, elsewhere]).toEqual([[], []]));
});
