import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Jira, startJira } from "../../infra/local/sandbox/jira/server.ts";
import { type App, startApp } from "../support/app.ts";
import { administratorOf, NEW } from "../support/set-up.ts";
import type { Seen } from "../support/visitor.ts";

/** Which Jira is which: several on one host, one that was restored, one that is connected twice at once. */
let app: App;
let jiras: { one: Jira; two: Jira };
let host: string;
/** As a reverse proxy: each Jira has a path of its own. */
const proxy = createServer((request, response) => void forward(request, response));
beforeAll(async () => {
  const [started, one, two] = await Promise.all([startApp({ own: true, allowPrivateHosts: true }), startJira(), startJira()]);
  [app, jiras] = [started, { one, two }];
  for (const it of [one, two]) it.tokens.set("a-token", "admin");
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  host = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
});
afterAll(async () => {
  proxy.closeAllConnections();
  proxy.close();
  await Promise.all([jiras.one.stop(), jiras.two.stop()]);
  await app.stop();
});

async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, name = "", rest = ""] = /^\/(one|two)(\/.*)$/.exec(request.url ?? "") ?? [];
  const jira = jiras[name as keyof typeof jiras];
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const { authorization = "", "content-type": type = "application/json" } = request.headers;
  const sent = { method: request.method ?? "GET", headers: { authorization, "content-type": type }, ...(body.length > 0 && { body }) };
  const answer = await fetch(jira.url + rest, sent);
  response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" }).end(await answer.text());
}

async function confirmed(url: string) {
  const administrator = await administratorOf(app, jiras.one);
  const page = await administrator.submit(await administrator.visit(`${NEW}token/`), "Continue", { url, token: "a-token" });
  return { ...administrator, page };
}
const connect = async (url: string): Promise<Seen> => {
  const { submit, page } = await confirmed(url);
  return submit(page, "Finish");
};
const connected = async () =>
  (await app.get("/api/0/organizations/acme/integrations/")).body as { id: string; externalId: string; status: string }[];

test("two on one host are two integrations: the first keeps its webhook and its tickets", async () => {
  expect((await connect(`${host}/one`)).text).toContain("<strong>Connected.</strong>");
  const [first] = await connected();
  const issue = await app.capture({ message: "of the first Jira" });
  const ticket = jiras.one.tickets.create();
  expect((await app.put(`/api/0/issues/${issue.id}/integrations/${first?.id}/`, { externalIssue: ticket.key })).status).toBe(201);
  expect((await connect(`${host}/two/`)).text).toContain("<strong>Connected.</strong>");
  expect((await connected()).map((it) => it.status)).toEqual(["active", "active"]);
  expect([jiras.one.webhooks.size, jiras.two.webhooks.size]).toEqual([1, 1]);
  await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: "bob@example.com" });
  await app.idle();
  expect(jiras.one.tickets.find(ticket.id)?.assignee).toBe("bob");
});

test("one that was restored, and gives the number of our webhook out again, keeps the new webhook", async () => {
  const before = jiras.two.webhooks.size;
  jiras.two.webhooks.clear();
  jiras.two.state.lastWebhook = 0;
  expect((await connect(`${host}/two`)).text).toContain("<strong>Connected.</strong>");
  expect([before, [...jiras.two.webhooks.keys()]]).toEqual([1, ["1"]]);
});

describe("a set-up", () => {
  test("that is finished twice at once ends at the integration both times, with one webhook", async () => {
    const { submit, visit, page } = await confirmed(`${host}/one`);
    const ends = await Promise.all([submit(page, "Finish"), submit(page, "Finish"), submit(page, "Finish")]);
    for (const it of ends) expect(it.text).toContain("<strong>Connected.</strong>");
    expect(jiras.one.webhooks.size).toBe(1);
    // Later too: with the browser's button to go back, and with the form that is shown then.
    const again = await submit(page, "Finish");
    expect(again.text).toContain("<strong>Connected.</strong>");
    expect((await visit(again.path)).text).toContain("<strong>Connected.</strong>");
    expect((await visit(page.path)).text).toContain("<strong>Connected.</strong>");
    expect(await connected()).toHaveLength(2);
  });
});
