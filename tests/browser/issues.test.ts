import { gzipSync } from "node:zlib";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Jira, startJira } from "../../infra/local/sandbox/jira/server.ts";
import { type App, startApp, TOKEN } from "../support/app.ts";
import { CHROMIUM, keepScreenshot } from "../support/chromium.ts";
import { connectBothWays } from "../support/connected-jira.ts";
import { inspect, inspectFailed } from "../support/inspect.ts";
import { visitorOf } from "../support/visitor.ts";

const ID = 4_000_000_000_000_970;
const LIST = "/organizations/acme/issues/";
/** What a page may come to with everything, compressed. */
const BUDGET = 100_000;

describe.skipIf(!CHROMIUM)("the list of issues and the page of one, with and without script (needs Chromium)", () => {
  let app: App;
  let jira: Jira;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const complaints: string[] = [];
  const elsewhere: string[] = [];
  const issues: { id: string; shortId: string }[] = [];
  let ticket: { id: string; key: string };

  beforeAll(async () => {
    app = await startApp({ own: true });
    jira = await startJira();
    const lockstep = await connectBothWays(app, jira, { id: ID });
    const lines = {
      lineno: 48,
      pre_context: ["  const net = lines.reduce(sum, 0);"],
      context_line: "  return money(net);",
      post_context: ["}"],
    };
    const texts = [
      "TypeError of a total",
      "<img src=x onerror=alert(1)>",
      "x".repeat(80),
      "Card was declined by the issuer",
      "Loading chunk 417 failed",
    ];
    for (const [at, message] of texts.entries())
      issues.push(await app.capture({ message, frame: `frame${at}`, tags: { flow: "checkout" }, ...(at === 0 && { lines }) }));
    const [first, second, third] = issues as [(typeof issues)[0], (typeof issues)[0], (typeof issues)[0]];
    ticket = await lockstep.link(first.id);
    await lockstep.link(third.id);
    await app.put(`/api/0/issues/${first.id}/`, { assignedTo: "ada@example.com" });
    await app.put(`/api/0/issues/${second.id}/`, { assignedTo: "team:core" });
    await app.post(`/api/0/issues/${first.id}/notes/`, { text: "Seen on the telephone too" });
    await app.idle();
    jira.faults.set("PUT /rest/api/2/issue/", { status: 403 });
    await app.put(`/api/0/issues/${third.id}/`, { assignedTo: "bob@example.com" });
    await app.idle();
    jira.faults.clear();
    browser = await chromium.launch({ executablePath: CHROMIUM ?? "", args: ["--no-sandbox"] });
    ({ context, page } = await opened(true));
  });
  afterAll(async () => {
    await browser?.close();
    await jira?.stop();
    await app?.stop();
  });

  async function opened(javaScriptEnabled: boolean) {
    const context = await browser.newContext({ javaScriptEnabled });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type()) && !/status of 4(00|04|09)/.test(message.text())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("request", (request) => {
      if (!request.url().startsWith(app.system.api)) elsewhere.push(request.url());
    });
    await page.goto(app.system.api);
    await page.getByLabel("API token").fill(TOKEN);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "Issues", level: 1 }).waitFor();
    return { context, page };
  }
  const go = (path: string) => page.goto(new URL(path, app.system.api).href);
  /** Goes on by the keyboard until what has the focus says this. */
  async function tabTo(words: string) {
    for (let at = 0; at < 10; at++) {
      await page.keyboard.press("Tab");
      if ((await page.locator(":focus").textContent())?.endsWith(words)) return;
    }
    throw new Error(`nothing that says ${words} gets the focus`);
  }
  const pathOf = (at: number) => `${LIST}${issues[at]?.id}/`;
  const row = (at: number, of = page) => of.locator(`#issue-${issues[at]?.id}`);

  test("the list, a menu of it, what is chosen, and what is not found", async () => {
    await inspect(page, "issues");
    await row(3)
      .getByRole("button", { name: /^Owner of/ })
      .click();
    await inspect(page, "issues-menu");
    await page.keyboard.press("Escape");
    await row(3).getByRole("checkbox").check();
    await row(4).getByRole("checkbox").check();
    await inspect(page, "issues-chosen");
    await go(`${LIST}?query=nothing-like-it`);
    await inspect(page, "issues-empty");
    await go(`${LIST}?query=geo.city:Vienna`);
    await inspect(page, "issues-not-understood");
  });

  test("an issue: calm, and with a ticket that needs somebody", async () => {
    await go(pathOf(0));
    await inspect(page, "issue");
    expect(await page.locator("mark").textContent()).toContain("return money(net)");
    await page.getByRole("button", { name: "Archive" }).click();
    await inspect(page, "issue-archive");
    await go(pathOf(2));
    await inspect(page, "issue-needs-you");
  });

  test("linking and creating a ticket, and their failures", async () => {
    await go(pathOf(3));
    await page.getByLabel("Ticket to link").fill("NO-404");
    await page.getByRole("button", { name: "Link…" }).click();
    await inspectFailed(page, "link-failed", ["ticket"]);
    await page.getByLabel(/^Ticket in/).fill(jira.tickets.create().key);
    await page.getByRole("button", { name: "Show what will change" }).click();
    await page.getByRole("button", { name: /^Link APP/ }).waitFor();
    await inspect(page, "link");
    await go(`${pathOf(3)}tickets/new/`);
    await inspect(page, "create");
    jira.faults.set("POST /rest/api/2/issue", { status: 400, body: JSON.stringify({ errors: { components: "Component is required." } }) });
    await page.getByRole("button", { name: "Create and link" }).click();
    await inspectFailed(page, "create-failed");
    jira.faults.clear();
  });

  test("a form of the tracker's own fields: what it asks for, what it misses beside its field, and what it alone can ask for", async () => {
    await go(`${pathOf(3)}tickets/new/?project=10001`);
    await page.getByText("More of its fields").click();
    await inspect(page, "create-fields");
    await page.getByLabel("Severity").selectOption("Major");
    await page.getByLabel("Reviewer").fill("nobody");
    await page.getByLabel("Steps").fill("Open the cart");
    const more = { Cost: "2.5", "Needed by": "2026-03-31", Areas: "ui api", "Found in": "4.2.0" };
    for (const [label, text] of Object.entries(more)) await page.getByLabel(label).fill(text);
    await page.getByRole("button", { name: "Create and link" }).click();
    await inspectFailed(page, "create-fields-failed", ["field-customfield_10202"]);
    await page.getByLabel("Reviewer").fill("bob");
    await page.getByRole("button", { name: "Create and link" }).click();
    await inspectFailed(page, "create-box-failed", ["field-components"]);
    await page.getByLabel("Type").selectOption("Task");
    await page.getByRole("button", { name: "Show its fields" }).click();
    await page.getByRole("link", { name: "Create it in Jira" }).waitFor();
    await inspect(page, "create-in-jira");
    await page.getByLabel("Type").selectOption("Bug");
    await page.getByRole("button", { name: "Show its fields" }).click();
    await page.getByLabel("Checkout").check();
    // Enter is the button that creates, not the one that shows fields.
    await page.getByLabel("Title").press("Enter");
    await page.getByText(/^OPS-\d+ was created/).waitFor();
  });

  test("the keyboard alone gives an issue to somebody and resolves it, in place", async () => {
    await go(LIST);
    await row(3)
      .getByRole("button", { name: /^Owner of/ })
      .focus();
    await page.keyboard.press("Enter");
    await tabTo("Bob");
    await page.keyboard.press("Enter");
    await page.getByText("1 issue was changed.").waitFor();
    expect(
      await row(3)
        .getByRole("button", { name: /^Owner of/ })
        .textContent(),
    ).toContain("Bob");
    await row(3)
      .getByRole("button", { name: /^Status of/ })
      .focus();
    await page.keyboard.press("Enter");
    await tabTo("Resolved");
    await page.keyboard.press("Enter");
    await row(3).waitFor({ state: "detached" });
  });

  test("what another one does is there by itself, and what is being written stays", async () => {
    await go(pathOf(0));
    await page.getByLabel("Add a note").fill("Not sent yet");
    await app.put(`/api/0/issues/${issues[0]?.id}/`, { assignedTo: "bob@example.com" });
    const [answer] = await Promise.all([
      page.waitForResponse((it) => it.status() === 200 && it.url().endsWith(pathOf(0))),
      page.getByLabel("Add a note").fill(""),
    ]);
    expect(answer.request().headers()["if-none-match"]).toBeTruthy();
    await page.locator(".why").getByText("Bob has this").waitFor();
    await app.idle();
    // Later by more than clocks can be wrong.
    await app.advance(30);
    jira.tickets.edit(ticket.id, { assignee: "admin" });
    await page.locator(".why").getByText("Ada has this").waitFor();
    expect(await page.locator(".why").textContent()).toContain(ticket.key);
  });

  test("without script the same forms do the same", async () => {
    const plain = await opened(false);
    await row(4, plain.page)
      .getByRole("button", { name: /^Owner of/ })
      .click();
    await plain.page
      .locator(`#o${issues[4]?.id}`)
      .getByRole("button", { name: /Cyd|Bob/ })
      .first()
      .click();
    await plain.page.getByText("1 issue was changed.").waitFor();
    await row(4, plain.page).getByRole("checkbox").check();
    await plain.page.getByRole("button", { name: "Archive", exact: true }).click();
    await row(4, plain.page).waitFor({ state: "detached" });
    await plain.page.goto(new URL(pathOf(4), app.system.api).href);
    await plain.page.getByRole("button", { name: "Open again" }).click();
    await plain.page.getByRole("button", { name: "Resolve", exact: true }).waitFor();
    expect(await plain.page.locator("[data-copy]:visible").count()).toBe(0);
    await keepScreenshot(plain.page, "issue-without-script");
    await plain.context.close();
  });

  test("each comes to at most 100 KB compressed, with sheet, font and script", async () => {
    const visitor = visitorOf(app);
    await visitor.signIn();
    const weights: Record<string, number> = {};
    for (const path of [LIST, pathOf(0)]) {
      const { text } = await visitor.visit(path);
      const assets = [...text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, it = ""]) => it);
      const sheet = await (await fetch(new URL(assets[0] ?? "", app.system.api))).text();
      const [, font = ""] = /url\("([^"]+)"\)/.exec(sheet) ?? [];
      const script = await (await fetch(new URL(assets[1] ?? "", app.system.api))).text();
      const bytes = (await (await fetch(new URL(`/assets/${font}`, app.system.api))).arrayBuffer()).byteLength;
      weights[path] = gzipSync(text).length + gzipSync(sheet).length + gzipSync(script).length + bytes;
    }
    for (const [path, weight] of Object.entries(weights)) expect(weight, path).toBeLessThanOrEqual(BUDGET);
  });

  test("nothing was blocked or complained of, and nothing was asked of another host", () => {
    expect(complaints).toEqual([]);
    expect(elsewhere).toEqual([]);
    expect(context.pages()).toHaveLength(1);
  });
});
