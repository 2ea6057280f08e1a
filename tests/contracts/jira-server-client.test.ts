import { generateKeyPairSync } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { JiraFailure } from "../../core/jira-server/failure.ts";
import type { JiraApp, JiraCredentials } from "../../core/jira-server/ports.ts";
import { jiraServer } from "../../functions/adapters/jira-server/client.ts";
import { jiraServerTracker } from "../../functions/adapters/jira-server/tracker.ts";
import { type Jira, startJira } from "../../infra/local/sandbox/jira/server.ts";
import { anIntegration } from "../support/fake-integrations.ts";
import { linkResources } from "../support/linked.ts";

linkResources({ Settings: { publicUrl: "https://lockstep.example.com", allowPrivateHosts: "1", regionId: "0" } });

const CALLBACK = "https://lockstep.example.com/extensions/jira_server/setup/?a=b c&d='(!)*";

let jira: Jira;
beforeAll(async () => {
  jira = await startJira();
});
afterEach(() => jira.faults.clear());
afterAll(() => jira.stop());

const siteOf = ({ url }: Jira) => ({ baseUrl: url, verifySsl: true });
const trackerOf = (on: Jira, credentials: JiraCredentials) =>
  jiraServerTracker(anIntegration({ baseUrl: on.url, webhookId: null }), credentials);
const failure = (work: Promise<unknown>): Promise<JiraFailure> =>
  work.then(
    () => Promise.reject(new Error("nothing failed")),
    (error) => error,
  );

/** A consumer with a key of its own, known to this Jira. */
function linked(consumerKey: string, on = jira): JiraApp {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  on.links.set(consumerKey, publicKey);
  return { consumerKey, privateKey };
}

/** Presses a button on Jira's page; answers where the browser is sent. */
async function answer(token: string, button: "allow" | "deny", on = jira): Promise<URLSearchParams> {
  const body = new URLSearchParams({ oauth_token: token, answer: button });
  const response = await fetch(`${on.url}/plugins/servlet/oauth/authorize`, { method: "POST", body, redirect: "manual" });
  return new URL(response.headers.get("location") ?? "").searchParams;
}

async function connected(on: Jira): Promise<JiraCredentials> {
  const app = linked("connected", on);
  const requestToken = await jiraServer.requestToken(siteOf(on), app, CALLBACK);
  const verifier = (await answer(requestToken.token, "allow", on)).get("oauth_verifier") ?? "";
  return { kind: "oauth", ...app, ...(await jiraServer.accessToken(siteOf(on), app, requestToken, verifier)) };
}

describe("the OAuth dance", () => {
  test("ends with a token that acts as whoever approved, once", async () => {
    const app = linked("dance");
    const requestToken = await jiraServer.requestToken(siteOf(jira), app, CALLBACK);
    const back = await answer(requestToken.token, "allow");
    expect(back.get("oauth_token")).toBe(requestToken.token);
    expect([back.get("a"), back.get("d")]).toEqual(["b c", "'(!)*"]);
    const verifier = back.get("oauth_verifier") ?? "";
    const access = await jiraServer.accessToken(siteOf(jira), app, requestToken, verifier);
    const myself = await jiraServer.myself(siteOf(jira), { kind: "oauth", ...app, ...access });
    expect(myself).toMatchObject({ name: "admin", key: "JIRAUSER10000", displayName: "Ada Admin", email: "ada@example.com" });
    expect(await failure(jiraServer.accessToken(siteOf(jira), app, requestToken, verifier))).toMatchObject({ kind: "unauthorized" });
  });

  test("signs every try anew, and sends what belongs to the dance in the header alone", async () => {
    const app = linked("tries");
    jira.requests.splice(0);
    jira.faults.set("/plugins/servlet/oauth/request-token", { status: 503 });
    expect(await failure(jiraServer.requestToken(siteOf(jira), app, CALLBACK))).toMatchObject({ kind: "unavailable", retry: true });
    jira.faults.clear();
    await jiraServer.requestToken(siteOf(jira), app, CALLBACK);
    const headers = jira.requests.map((it) => String(it.headers.authorization));
    for (const header of headers) expect(header).toMatch(/^OAuth .*oauth_callback=.*oauth_signature_method="RSA-SHA1"/);
    expect(headers.join()).not.toContain("oauth_token=");
    expect(new Set(headers.map((it) => /oauth_nonce="(\w+)"/.exec(it)?.[1])).size).toBe(2);
    expect(jira.requests.map((it) => it.url.search + it.body)).toEqual(["", ""]);
  });

  test("that is denied or not answered gives no token", async () => {
    const app = linked("denied");
    const requestToken = await jiraServer.requestToken(siteOf(jira), app, CALLBACK);
    expect(await failure(jiraServer.accessToken(siteOf(jira), app, requestToken, "guess"))).toMatchObject({ kind: "unauthorized" });
    expect((await answer(requestToken.token, "deny")).get("oauth_verifier")).toBe("denied");
    expect(await failure(jiraServer.accessToken(siteOf(jira), app, requestToken, "denied"))).toMatchObject({ kind: "unauthorized" });
  });
});

describe.each(["9.12.4", "10.3.6"])("Jira %s", (version) => {
  let other: Jira;
  let credentials: JiraCredentials;
  beforeAll(async () => {
    other = await startJira({ version });
    credentials = await connected(other);
  });
  afterAll(() => other.stop());

  test("says what it is and what it has", async () => {
    const site = siteOf(other);
    expect(await jiraServer.serverInfo(site, credentials)).toMatchObject({ version, deploymentType: "Server", baseUrl: other.url });
    expect(await trackerOf(other, credentials).projects()).toContainEqual({ id: "10000", key: "APP", name: "Application" });
    expect(await trackerOf(other, credentials).statuses()).toContainEqual({ id: "3", name: "In Progress" });
  });

  test("finds people by name and address, whatever is asked for", async () => {
    const search = async (text: string) => (await trackerOf(other, credentials).people(text)).map((it) => it.id);
    expect([await search("bob"), await search("ada@")]).toEqual([["bob"], ["admin"]]);
    for (const text of ["a b+c", "100%", "=&?#", "ü'(!)*~", '"\\', "😀"]) expect(await search(text), text).toEqual([]);
  });

  test("has a webhook from when it is made until it is removed, and lets nobody else make one", async () => {
    const site = siteOf(other);
    const webhook = { name: "Issues", url: "https://lockstep.example.com/hook/", events: ["jira:issue_updated"], secret: "shared" };
    const { id } = await jiraServer.createWebhook(site, credentials, webhook);
    const { secret: _, ...told } = webhook;
    expect([...other.webhooks]).toEqual([[id, expect.objectContaining(told)]]);
    expect(await jiraServer.hasWebhook(site, credentials, id!)).toBe(true);
    await jiraServer.deleteWebhook(site, credentials, id!);
    expect(await jiraServer.hasWebhook(site, credentials, id!)).toBe(false);
    expect(other.webhooks.size).toBe(0);
    await jiraServer.deleteWebhook(site, credentials, id!);
    other.tokens.set("token-of-bob", "bob");
    const refused = await failure(jiraServer.createWebhook(site, { kind: "personal_access_token", token: "token-of-bob" }, webhook));
    expect(refused).toMatchObject({ kind: "forbidden", details: "You do not have permission to create WebHooks." });
  });

  test("takes a personal access token, and no wrong one", async () => {
    other.tokens.set("token-of-bob", "bob");
    const withToken = (token: string) => jiraServer.myself(siteOf(other), { kind: "personal_access_token", token });
    expect(await withToken("token-of-bob")).toMatchObject({ name: "bob" });
    expect(await failure(withToken("wrong"))).toMatchObject({ kind: "unauthorized", retry: false });
  });

  test("comments for colleagues only, with a mark that no person sees, and finds it among the newest", async () => {
    const tracker = trackerOf(other, credentials);
    const ticket = other.tickets.create();
    const note = { group: 4_000_000_000_000_001, version: 3 };
    for (let n = 0; n < 25; n++) other.tickets.comment(ticket, { body: `Comment ${n}` });
    const id = await tracker.comment(ticket.id, { text: "Ünïcode, {quote}quoted{quote} 😀", note });
    const plain = await tracker.comment(ticket.id, { text: "No note." });
    const newest = await tracker.comments(ticket.id);
    expect(newest.slice(0, 3)).toEqual([
      { id: plain, note: null },
      { id, note },
      { id: ticket.comments[24]?.id, note: null },
    ]);
    expect(newest).toHaveLength(20);
    const [sent] = ticket.comments.slice(25);
    expect(sent).toMatchObject({ id, author: "admin", body: "Ünïcode, {quote}quoted{quote} 😀" });
    expect(sent?.properties).toContainEqual({ key: "sd.public.comment", value: { internal: true } });
    expect(await failure(tracker.comment(ticket.id, { text: " " }))).toMatchObject({ kind: "rejected" });
    expect(await failure(tracker.comments("99999"))).toMatchObject({ kind: "not_found" });
  });

  test("takes a property of any other program for no mark", async () => {
    const ticket = other.tickets.create();
    for (const value of [{}, { group: "x", version: 1 }, { group: 1 }, [1]]) {
      other.tickets.comment(ticket, { body: "Odd", properties: [{ key: "lockstep.note", value }] });
    }
    const found = await trackerOf(other, credentials).comments(ticket.id);
    expect(found.map(({ note }) => note)).toEqual([null, null, null, null]);
  });

  test("remembers who may have a ticket for whoever asked, and for nobody else", async () => {
    const ticketId = other.tickets.create().id;
    other.tokens.set("token-of-cyd", "cyd");
    const asked = () => other.requests.filter((it) => it.url.pathname.endsWith("/user/assignable/search")).length;
    const ask = async (token: string) =>
      (await trackerOf(other, { kind: "personal_access_token", token }).accountByEmail(ticketId, "bob@example.com"))?.id;
    other.tokens.set("token-of-bob", "bob");
    expect([await ask("token-of-bob"), await ask("token-of-bob")]).toEqual(["bob", "bob"]);
    const before = asked();
    expect(await ask("token-of-cyd")).toBe("bob");
    expect(asked()).toBe(before + 1);
    expect(await failure(ask("wrong"))).toMatchObject({ kind: "unauthorized" });
  });

  test("finds who has an address where addresses are hidden: the only one that is found by it, and nobody of several", async () => {
    const ticketId = other.tickets.create().id;
    const find = (email: string) => trackerOf(other, credentials).accountByEmail(ticketId, email);
    other.users.push({ name: "dora@example.com", key: "D1", displayName: "Dora", admin: false });
    other.users.push({ name: "eve@example.com", key: "E1", displayName: "Eve", emailAddress: "eve at example dot com", admin: false });
    other.users.push({ name: "fred@example.com", key: "F1", displayName: "Fred", admin: false });
    other.users.push({ name: "fred@example.com.au", key: "F2", displayName: "Fred", admin: false });
    other.users.push({ key: "X1", displayName: "eve@example.com" } as never);
    expect([await find("dora@example.com"), await find("eve@example.com")]).toMatchObject([
      { id: "dora@example.com" },
      { id: "eve@example.com" },
    ]);
    expect([await find("fred@example.com"), await find("nobody@example.com")]).toEqual([null, null]);
  });

  test("tells what changed since an entry, by the names and sides that everything else has", async () => {
    const tracker = trackerOf(other, credentials);
    const ticket = other.tickets.create();
    const first = await tracker.read(ticket.key, null);
    expect(first).toMatchObject({ ticket: { id: ticket.id, owner: null }, news: { entries: [], newest: null } });
    other.tickets.edit(ticket.id, { assignee: "bob" }, "cyd");
    other.tickets.edit(ticket.id, { summary: "Another" });
    const second = await tracker.read(ticket.id, null);
    expect(second.news?.entries).toMatchObject([{ by: "cyd", owner: { from: null, to: "bob" } }]);
    other.tickets.edit(ticket.id, { assignee: "admin", statusId: "6" }, "bob");
    other.tickets.edit(ticket.id, { assignee: null }, "bob");
    const { news } = await tracker.read(ticket.id, second.news?.newest ?? "");
    expect(news).toMatchObject({ goesOn: true, newest: ticket.histories.at(-1)?.id });
    expect(news?.entries).toMatchObject([
      { by: "JIRAUSER10100", owner: { to: "admin" }, status: { from: "open:1", to: "done:6" } },
      { owner: { to: null } },
    ]);
    expect(await tracker.read(ticket.id, "of another time")).toMatchObject({ news: { goesOn: false, entries: [] } });
    other.state.changelog = "none";
    expect((await tracker.read(ticket.id, null)).news).toBeNull();
    other.state.changelog = "whole";
  });

  test("tells of its clock, to a second", async () => {
    other.state.clock = 90_000;
    const { clock, date, updated } = await trackerOf(other, credentials).read(other.tickets.create().id, null);
    other.state.clock = 0;
    expect(clock!.low).toBeLessThanOrEqual(90_000);
    expect(clock!.high).toBeGreaterThanOrEqual(90_000);
    expect(clock!.high - clock!.low).toBeLessThan(3000);
    expect(Math.abs(date - updated)).toBeLessThan(2000);
  });
});
