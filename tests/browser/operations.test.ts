import { type Browser, chromium, type Page } from "playwright-core";
import { Resource } from "sst";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { invalidations } from "../../functions/adapters/dynamo/invalidations.ts";
import { keys } from "../../functions/adapters/dynamo/keys.ts";
import { organizations } from "../../functions/adapters/dynamo/organizations.ts";
import { watched } from "../../functions/adapters/dynamo/watched.ts";
import { sqs } from "../../functions/adapters/sqs/client.ts";
import { SendMessageCommand } from "../../functions/adapters/sqs/commands.ts";
import { type Jira, startJira } from "../../infra/local/sandbox/jira/server.ts";
import { type App, startApp, TOKEN } from "../support/app.ts";
import { CHROMIUM } from "../support/chromium.ts";
import { connectBothWays } from "../support/connected-jira.ts";
import { inspect, inspectFailed } from "../support/inspect.ts";
import { putItems } from "../support/store.ts";

const PATH = "/settings/acme/operations/";
const HOSTILE = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{7*7}}", "\u202Eright to left", "x".repeat(3000)];

describe.skipIf(!CHROMIUM)("the operations page, light and dark, wide and narrow (needs Chromium)", () => {
  let app: App;
  let jira: Jira;
  let browser: Browser;
  let page: Page;
  let id: number;
  const complaints: string[] = [];
  beforeAll(async () => {
    app = await startApp({ own: true });
    jira = await startJira();
    id = Number((await app.get("/api/0/organizations/acme/")).body.id);
    browser = await chromium.launch({ executablePath: CHROMIUM ?? "", args: ["--no-sandbox"] });
    page = await (await browser.newContext()).newPage();
    page.setDefaultTimeout(20_000);
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type()) && !/status of 4(03|04)/.test(message.text())) complaints.push(message.text());
    });
    page.on("dialog", (dialog) => complaints.push(`a script ran: ${dialog.message()}`));
    await go("/");
    await page.getByLabel("API token").fill(TOKEN);
    await press("Sign in");
  });
  afterAll(async () => {
    await browser?.close();
    await jira?.stop();
    await app?.stop();
  });
  const go = (path: string) => page.goto(new URL(path, app.system.api).href);
  const press = (name: string) => page.getByRole("button", { name }).first().click();
  const heading = () => page.getByRole("heading", { level: 1 }).textContent();
  const giveUp = (cause: string, body: object) =>
    sqs.send(
      new SendMessageCommand({
        QueueUrl: Resource.AnalyticsWorker.deadLetterUrl,
        MessageBody: JSON.stringify(body),
        MessageAttributes: { cause: { DataType: "String", StringValue: cause }, received: { DataType: "Number", StringValue: "5" } },
      }),
    );

  test("when all is well it says so", async () => {
    await page.getByRole("link", { name: "Operations" }).click();
    expect(await heading()).toBe("Everything flows");
    expect(await page.getByRole("link", { name: "Operations" }).getAttribute("aria-current")).toBe("page");
    await inspect(page, "operations-calm");
  });

  test("what was given up comes first, by cause; what names another organization does not come at all", async () => {
    for (const cause of HOSTILE) await giveUp(cause, { v: 9, organizationId: id, groupId: 1 });
    await giveUp("Rejected: Jira answered 403", { v: 9, organizationId: id });
    await giveUp("Rejected: Jira answered 403", { v: 9, organizationId: id });
    await giveUp("a secret of theirs", { v: 9, organizationId: id + 1 });
    await go(PATH);
    expect(await heading()).toBe(`Running, with ${HOSTILE.length + 2} dead letters`);
    expect(await page.getByText("a secret of theirs").count()).toBe(0);
    for (const cause of HOSTILE)
      expect(
        await page
          .locator("bdi")
          .filter({ hasText: cause.slice(0, 240) })
          .count(),
        cause,
      ).toBe(1);
    await inspect(page, "operations-letters");
    await page.getByRole("link", { name: "Look at Rejected" }).click();
    expect(await page.getByRole("heading", { level: 3 }).textContent()).toBe("Rejected: Jira answered 403");
    await inspect(page, "operations-look");
  });

  test("what is under way, compared and paused", async () => {
    const lockstep = await connectBothWays(app, jira, { id: 4_000_000_000_000_985 });
    const [web, mobile] = (await app.get("/api/0/organizations/acme/projects/")).body as { id: string; slug: string }[];
    const at = Date.now() - 60_000;
    const of = { organizationId: id, projectId: Number(web?.id) };
    await invalidations.begin({ ...of, id: "0-1", by: "0-1", reason: "ownership", requestedAt: at }, at);
    await putItems({
      ...keys.deletion(id, Number(mobile?.id)),
      ...{ organizationId: id, projectId: Number(mobile?.id), slug: "old-shop", name: "Old", requestedBy: 1, requestedAt: at },
      ...{ counted: 50_010, done: 31_004, finishedAt: null },
    });
    const failure = { at, kind: "unavailable", text: `Jira answered 503. ${HOSTILE[1]}` };
    await watched.record(
      { provider: "jira_server", externalId: lockstep.externalId },
      { failure, paused: { until: Date.now() + 600_000, times: 5 } },
    );
    await go(PATH);
    expect(await page.getByRole("progressbar", { name: "Deleting project old-shop" }).getAttribute("value")).toBe("61");
    expect(await page.getByText("31004 of 50010 issues.").count()).toBe(1);
    expect(await page.getByText("It did not answer 5 times in a row.").count()).toBe(1);
    await inspect(page, "operations");
  });

  test("one cause is redriven, then all; what fails again is here again and says so", async () => {
    await go(PATH);
    await page.getByRole("button", { name: "Redrive 2 of Analytics: Rejected" }).click();
    expect(await page.getByRole("status").textContent()).toContain("2 messages were sent back");
    await app.idle();
    await go(PATH);
    expect(await page.getByText(/is of version 9/).count()).toBe(1);
    await press(`Redrive all ${HOSTILE.length + 2}`);
    await app.idle();
    await go(PATH);
    await inspect(page, "operations-again");
  });

  test("whoever is a member only sees them, and sends nothing back, whatever they post", async () => {
    const members = await organizations.members(id);
    const ada = members.find((it) => it.name === "Ada");
    await putItems({ ...keys.member(id, ada?.userId ?? 0), ...ada, role: "member" });
    await go(PATH);
    expect(await page.getByRole("button", { name: /Redrive/ }).count()).toBe(0);
    await page.evaluate(`
      const form = document.createElement("form");
      form.method = "post";
      const token = document.querySelector("[name=form_token]").cloneNode();
      form.append(token);
      document.body.append(form);
      form.submit();
    `);
    await page.getByText("Nothing was sent back").waitFor();
    await inspectFailed(page, "operations-refused");
  });

  test("nothing was blocked or complained of, and no script ran", () => expect(complaints).toEqual([]));
});
