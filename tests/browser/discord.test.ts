import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TOKEN } from "../support/app.ts";
import { CHROMIUM } from "../support/chromium.ts";
import { ADA, addRule, addServer, CHANNEL, PAGE, startWithDiscord } from "../support/discord/connected.ts";
import { inspect, inspectFailed } from "../support/inspect.ts";

describe.skipIf(!CHROMIUM)("the pages of Discord, light and dark, wide and narrow (needs Chromium)", () => {
  let all: Awaited<ReturnType<typeof startWithDiscord>>;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    all = await startWithDiscord();
    browser = await chromium.launch({ executablePath: CHROMIUM ?? "", args: ["--no-sandbox"] });
    page = await (await browser.newContext()).newPage();
    page.setDefaultTimeout(20_000);
    await go(`/auth/login/?next=${encodeURIComponent(PAGE)}`);
    await page.getByLabel("API token").fill(TOKEN);
    await press("Sign in");
  });
  afterAll(async () => {
    await browser?.close();
    await all?.stop();
  });
  const go = (path: string) => page.goto(new URL(path, all.app.system.api).href);
  const press = (name: string) => page.getByRole("button", { name, exact: true }).click();

  test("without a server, and linking an account", async () => {
    await go(PAGE);
    await inspect(page, "discord-empty");
    await addServer(all.discord, all.visitor);
    const { content } = await all.discord.person(all.app.system.api, ADA).command("link");
    const path = new URL(/\(<(.*)>\)/.exec(content)?.[1] ?? "").pathname;
    await go(path);
    await inspect(page, "discord-link");
    await press("Link it");
    await inspect(page, "discord-linked");
  });

  test("a server with rules, what could not be told, and a field that is refused", async () => {
    const { app, discord, visitor } = all;
    await addRule(visitor);
    const { id } = await app.capture({ message: "look at this", frame: "looking" });
    discord.state.messages.splice(0);
    await app.put(`/api/0/issues/${id}/`, { assignedTo: "bob" });
    await app.idle();
    discord.state.channels.delete(CHANNEL);
    await app.capture({ message: "and at that", frame: "thatting" });
    await app.idle();
    discord.state.guilds.get("200000000000000001")!.permissions = 1n << 10n;
    await go(PAGE);
    expect(await page.getByText("The message was deleted.").count()).toBe(1);
    await inspect(page, "discord");
    await page.getByLabel("Channel").first().fill("alerts");
    await press("Add");
    await inspectFailed(page, "discord-failed", ["channel"]);
    await go(PAGE);
    await page
      .getByRole("link", { name: /^Change / })
      .first()
      .click();
    await page.getByLabel("Name of the rule").fill("Renamed");
    await page.getByLabel("For one issue at most once in so many minutes").fill("7");
    await inspect(page, "discord-change");
    await press("Save the rule");
    await inspectFailed(page, "discord-change-failed", ["channel"]);
    expect(await page.getByLabel("Name of the rule").inputValue()).toBe("Renamed");
  });
});
