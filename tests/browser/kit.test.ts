import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { INTER } from "../../functions/console/inter.ts";
import { SCRIPT } from "../../functions/console/script.ts";
import { pageHeaders } from "../../functions/edges/page-headers.ts";
import { type Document, renderDocument } from "../../functions/views/document.ts";
import { SHEET } from "../../functions/views/style/sheet.ts";
import { CHROMIUM, keepScreenshot } from "../support/chromium.ts";
import { inspect } from "../support/inspect.ts";
import { kitPage, VISITOR } from "../support/kit-page.ts";

describe.skipIf(!CHROMIUM)("the parts that pages are made of (needs Chromium)", () => {
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM ?? "", args: ["--no-sandbox"] });
    page = await browser.newPage();
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
    page.on("request", (request) => {
      if (!request.url().startsWith("https://kit.example/")) complaints.push(request.url());
    });
  });
  afterAll(() => browser?.close());

  async function show(document: Document, on: Page = page): Promise<void> {
    const body = await renderDocument(document, VISITOR);
    await on.route("https://kit.example/**", (route) =>
      route.request().url().endsWith(".css")
        ? route.fulfill({ contentType: "text/css", body: SHEET })
        : route.request().url().endsWith(".js")
          ? route.fulfill({ contentType: "text/javascript", body: SCRIPT })
          : route.request().url().endsWith(".woff2")
            ? route.fulfill({ contentType: "font/woff2", body: Buffer.from(INTER, "base64") })
            : route.fulfill({ headers: pageHeaders(), body }),
    );
    await on.goto("https://kit.example/kit/");
  }

  test.each([
    ["plain", "Cyd has no account in jira.acme.example."],
    ["long", "Donaudampfschifffahrtsgesellschaftskapitän".repeat(20)],
    ["right-to-left", "لا أحد يملك هذه المشكلة بعد، ولا تذكرة لها"],
    ["markup", `</p></div><script>alert(1)</script><img src="https://evil.example/x" onerror="alert(1)">" autofocus onfocus="alert(1)`],
  ])("stand in both themes and at any width, with text that is %s", async (name, text) => {
    await show(kitPage(text));
    await inspect(page, `kit-${name}`);
    expect(complaints).toEqual([]);
  });

  test("a menu opens, is left by Escape, and its choices are buttons of a form", async () => {
    const page = await browser.newPage({ javaScriptEnabled: false });
    await show(kitPage("plain"), page);
    const choice = page.getByRole("button", { name: "Nobody" });
    expect(await choice.count()).toBe(0);
    await page.getByRole("button", { name: "Owner of WEB-12" }).click();
    expect([await choice.getAttribute("form"), await choice.getAttribute("value")]).toEqual(["set", ""]);
    await keepScreenshot(page, "kit-menu");
    await page.keyboard.press("Escape");
    expect(await choice.count()).toBe(0);
  });
});
