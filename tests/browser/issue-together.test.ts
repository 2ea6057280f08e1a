import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type App, startApp, TOKEN } from "../support/app.ts";
import { CHROMIUM } from "../support/chromium.ts";
import { inspect } from "../support/inspect.ts";

const LIST = "/organizations/acme/issues/";

describe.skipIf(!CHROMIUM)("an issue that others look at and change too (needs Chromium)", () => {
  let app: App;
  let browser: Browser;
  let ada: { context: BrowserContext; page: Page };
  const complaints: string[] = [];

  beforeAll(async () => {
    app = await startApp({ own: true });
    browser = await chromium.launch({ executablePath: CHROMIUM ?? "", args: ["--no-sandbox"] });
    ada = await opened(TOKEN);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
  });

  async function signIn(page: Page, token: string) {
    await page.getByLabel("API token").fill(token);
    await page.getByRole("button", { name: "Sign in" }).click();
  }
  async function opened(token: string) {
    const context = await browser.newContext();
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type()) && !/status of 4(00|01|04|09)/.test(message.text()))
        complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.goto(app.system.api);
    await signIn(page, token);
    await page.getByRole("button", { name: "Sign out" }).waitFor();
    return { context, page };
  }
  const go = (page: Page, id: string) => page.goto(new URL(`${LIST}${id}/`, app.system.api).href);
  const choose = async (page: Page, name: string) => {
    await page.getByRole("button", { name: /^Owner of/ }).click();
    await page.locator("#owner").getByRole("button", { name }).click();
  };

  test("keys are copied by the keyboard, and that is said; the address of events is that of the one that is shown", async () => {
    const issue = await app.capture({ message: "to copy", frame: "copy", tags: { number: "1" } });
    await app.advance(5);
    await app.capture({ message: "to copy", frame: "copy", tags: { number: "2" } });
    const { context, page } = ada;
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await go(page, issue.id);
    await page.getByRole("button", { name: `Copy ${issue.shortId}` }).focus();
    await page.keyboard.press("Enter");
    await page.locator("#told").getByText(`Copied ${issue.shortId}`).waitFor();
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe(issue.shortId);
    await inspect(page, "issue-copied");
    await page.getByRole("link", { name: "Older event" }).click();
    await page.getByRole("link", { name: "Older event: this is the oldest" }).waitFor();
    await page.getByRole("button", { name: "Copy the id of the event" }).click();
    const id = await page.evaluate("navigator.clipboard.readText()");
    expect(page.url()).toContain("?older=");
    await page.goto(new URL(`${LIST}${issue.id}/?event=${id}`, app.system.api).href);
    await inspect(page, "issue-older-event");
  });

  test("of two who choose an owner at once the second is told, and the first choice stays", async () => {
    const issue = await app.capture({ message: "for two", frame: "two" });
    const members = (await app.get("/api/0/organizations/acme/members/")).body as { email: string; user: { id: string } }[];
    const user = members.find((it) => it.email === "bob@example.com")?.user.id;
    const asked = { name: "Of Bob", scopes: ["event:read", "event:write", "org:read", "org:integrations"], user };
    const bob = await opened((await app.post("/api/0/api-tokens/", asked)).body.token);
    await Promise.all([go(ada.page, issue.id), go(bob.page, issue.id)]);
    // What Ada does is not seen by Bob's page before Bob chooses.
    await bob.page.getByRole("button", { name: /^Owner of/ }).click();
    await choose(ada.page, "Ada");
    await ada.page.locator(".why").getByText("Ada has this").waitFor();
    await bob.page.locator("#owner").getByRole("button", { name: "core" }).click();
    await bob.page.getByRole("heading", { name: "Somebody was quicker" }).waitFor();
    await inspect(bob.page, "issue-quicker");
    expect((await app.get(`/api/0/issues/${issue.id}/`)).body.assignedTo.name).toBe("Ada");
  });

  test("a note is added in place, and once however often it is sent; one without words says why not, and one that is written as the session ends is there to be sent after signing in", async () => {
    const issue = await app.capture({ message: "to write on", frame: "write" });
    const { context, page } = await opened(TOKEN);
    await go(page, issue.id);
    await page.getByLabel("Add a note").fill("Only once");
    await page.getByRole("button", { name: "Add note" }).dblclick();
    await page.locator("blockquote").getByText("Only once").waitFor();
    await page.getByLabel("Add a note").fill("   ");
    await page.getByRole("button", { name: "Add note" }).click();
    await page.locator("#errors").waitFor();
    expect(await page.locator(":focus").getAttribute("id")).toBe("errors");
    await page.getByLabel("Add a note").fill("Written while signed out");
    await context.clearCookies();
    await page.getByRole("button", { name: "Add note" }).click();
    await page.getByRole("heading", { name: "You were signed out" }).waitFor();
    await inspect(page, "signed-out-in-mid-form");
    await page.getByRole("button", { name: "Sign in" }).click();
    await signIn(page, TOKEN);
    await page.getByRole("button", { name: "Send it now" }).click();
    await page.locator("blockquote").getByText("Written while signed out").waitFor();
    expect(await page.locator("blockquote").allTextContents()).toEqual(["Written while signed out", "Only once"]);
  });

  test("a page whose issue goes says so by itself", async () => {
    const issue = await app.capture({ message: "to go", frame: "go" }, "app");
    const { page } = await opened(TOKEN);
    await go(page, issue.id);
    await app.remove("/api/0/projects/acme/app/");
    await app.idle();
    await page.getByText("There is no page at this address for you.").waitFor();
    await inspect(page, "issue-gone");
  });

  test("nothing was blocked or complained of", () => expect(complaints).toEqual([]));
});
