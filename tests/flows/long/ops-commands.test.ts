import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { programs } from "../../support/started-program.ts";

/** docs/operations.md: one running system that keeps nothing, and each command as somebody types it. */
const { home, start, run, stop } = programs();
type Endpoints = { api: string; sqs: string; token: string; queues: Record<string, string>; resources: Record<string, object> };
let endpoints: Endpoints;
beforeAll(async () => {
  await start({ LOCKSTEP_DATA: ":memory:" }).ready();
  endpoints = JSON.parse(readFileSync(join(home, ".lockstep/endpoints.json"), "utf8"));
});
afterAll(stop);

const ops = (...args: string[]) => run("infra/ops/run.ts", args, { LOCKSTEP_DATA: ":memory:" });
const json = async (...args: string[]) => JSON.parse((await ops(...args, "--json")).out);
const ask = (path: string, token = endpoints.token, method = "GET") =>
  fetch(new URL(path, endpoints.api), { method, headers: { authorization: `Bearer ${token}` } });

test("the doctor finds nothing ill in what `npm start` runs", async () => {
  const { code, out } = await ops("doctor");
  expect([code, out]).toEqual([0, expect.stringContaining("Nothing is ill.")]);
  for (const it of ["secrets", "address", "clock", "table", "Redis", "queues", "trackers"])
    expect(out).toMatch(new RegExp(`^ok +${it}`, "m"));
});

describe("token", () => {
  test("a token whose print was lost is made anew, listed, and ended", async () => {
    const made = await json("token", "create", "acme", "--user", "ADA@example.com");
    expect(made).toMatchObject({
      token: expect.stringMatching(/^sntryu_[0-9a-f]{64}$/),
      signIn: expect.stringContaining("/auth/login/once/"),
    });
    expect((await ask("/api/0/organizations/acme/", made.token)).status).toBe(200);
    const listed = (await json("token", "list", "acme")) as { id: string; user: string; last: string }[];
    expect(listed).toContainEqual(expect.objectContaining({ id: made.id, user: "ada@example.com", last: made.token.slice(-4) }));
    expect(JSON.stringify(listed)).not.toContain(made.token);

    expect(await ops("token", "revoke", "acme", made.id)).toMatchObject({ code: 1, error: expect.stringContaining("say --yes to do it.") });
    expect((await ask("/api/0/organizations/acme/", made.token)).status).toBe(200);
    expect(await ops("token", "revoke", "acme", made.id, "--yes")).toMatchObject({ code: 0 });
    expect((await ask("/api/0/organizations/acme/", made.token)).status).toBe(401);
  });

  test.each([
    [["token", "create", "nobodys", "--user", "ada@example.com"], 'There is no organization "nobodys".'],
    [["token", "create", "acme", "--user", "eve@example.com"], 'acme has no active member with the address "eve@example.com".'],
    [["token", "create", "acme", "--user", "bob@example.com"], "bob@example.com is no owner: say --scopes"],
    [["token", "create", "acme", "--user", "bob@example.com", "--scopes", "org:all"], "There is no scope org:all."],
    [["token", "revoke", "acme", "1", "--yes"], "acme has no token 1."],
    [["integration", "disable", "acme", "1", "--yes"], "acme has no integration 1."],
    [["link", "explain", "acme", "WEB-9999"], "There is no such issue in this organization"],
    [["replay", "acme", "no-such-delivery"], "Deliveries are not kept: name its ticket, by key or id."],
    [["project", "deletion", "acme", "web"], 'No project "web" of acme was removed'],
    [["dlq", "list", "Nothing"], 'There is no queue "Nothing". There are Analytics,'],
    [["dlq", "show", "none"], 'No message that was given up has the id "none".'],
    [["dlq", "redrive", "--yes"], "Say which: ids, --queue, or --all."],
    [["outbox", "sweep", "--minutes", "no"], "--minutes takes more than 0"],
  ])("%j is refused in a sentence", async (args, sentence) => {
    const refused = await ops(...args);
    expect(refused).toMatchObject({ code: 1, out: "", error: expect.stringContaining(sentence) });
    expect(refused.error).not.toMatch(/^ +at /m);
  });
});

test("what was given up is listed and shown; a poison message that is redriven comes back, and that is said", async () => {
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const client = new SQSClient({ endpoint: endpoints.sqs, region: "local", credentials });
  const MessageBody = '{"v":99,"organizationId":7}';
  await client.send(new SendMessageCommand({ QueueUrl: endpoints.queues.AnalyticsQueue, MessageBody }));
  client.destroy();
  let letters: { id: string }[] = [];
  await expect.poll(async () => (letters = (await json("dlq", "list")).letters)).toHaveLength(1);
  const { id } = letters[0]!;
  expect((await ops("dlq", "show", id.slice(0, 8))).out).toContain(MessageBody);
  expect((await ops("doctor")).out).toMatch(
    /^ILL +queues +1 message was given up in Analytics\.\n +See why: npm run ops -- dlq list Analytics/m,
  );

  const redriven = await ops("dlq", "redrive", id, "--yes");
  expect(redriven.code).toBe(1);
  expect(redriven.out).toMatch(/^1 sent back to Analytics\.\nGiven up again: .*\n.*fit its schema.*\n.*version 99/m);
  const again = (await json("dlq", "list", "analytics")).letters;
  expect(again).toMatchObject([{ redrive: id, redriven: 1 }]);
});

test("links are explained and looked at again; keys are sealed anew; what waits is handed on", async () => {
  expect(await run("infra/local/demo-error.ts", [], { LOCKSTEP_DATA: ":memory:" })).toMatchObject({ code: 0 });
  await expect.poll(async () => (await ask("/api/0/organizations/acme/issues/WEB-1/")).status).toBe(200);
  for (const deed of ["do=connect", "do=link"]) {
    const headers = { authorization: `Bearer ${endpoints.token}` };
    const body = new URLSearchParams(deed);
    expect((await fetch(new URL("/__local/sandbox/", endpoints.api), { method: "POST", headers, body })).status, deed).toBe(200);
  }
  const explained = await ops("link", "explain", "acme", "WEB-1");
  expect(explained).toMatchObject({ code: 0, out: expect.stringMatching(/^WEB-1 and APP-1: .*\n {2}here .*\n {2}there/m) });
  const [integration] = await json("integration", "list", "acme");
  expect(integration).toMatchObject({ provider: "jira_server", status: "active" });
  expect(await json("keys", "rotate")).toMatchObject({ looked: 1, resealed: 0, unopened: [] });
  expect(await json("outbox", "sweep")).toEqual({ relayed: 0, failed: 0, left: false });
  const secret = await ops("integration", "rotate-secret", "acme", integration.id, "--yes");
  expect(secret).toMatchObject({ code: 1, error: expect.stringContaining("Only a Jira Cloud that was connected with an API token") });
  expect(await ops("integration", "disable", "acme", integration.id, "--yes")).toMatchObject({ code: 0 });
});

test("the removal of a project is followed, and asked to go on", async () => {
  expect((await ask("/api/0/projects/acme/app/", endpoints.token, "DELETE")).ok).toBe(true);
  await expect.poll(async () => (await json("project", "deletion", "acme", "app")).status).toBe("done");
  const { code, out } = await ops("project", "deletion", "acme", "app", "--resume");
  expect([code, out]).toEqual([0, expect.stringMatching(/^app \(\d+\): done, 0 of 0 issues/)]);
});
