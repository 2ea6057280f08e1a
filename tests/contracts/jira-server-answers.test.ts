import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JiraFailure } from "../../core/jira-server/failure.ts";
import type { JiraSite } from "../../core/jira-server/ports.ts";
import type { FailureKind } from "../../core/trackers/failure.ts";
import { jiraServer } from "../../functions/adapters/jira-server/client.ts";
import { linkResources } from "../support/linked.ts";

linkResources({ Settings: { publicUrl: "https://lockstep.example.com", allowPrivateHosts: "1", regionId: "0" } });

type Given = { status?: number; headers?: Record<string, string>; body?: string };
const VERSION: Given = { body: JSON.stringify({ version: "9.12.4", baseUrl: "https://jira.example.com" }) };

let server: Server;
let site: JiraSite;
let given: Given;
beforeAll(async () => {
  server = createServer((request, response) => {
    const { status = 200, headers = {}, body = "" } = request.url?.endsWith("/serverInfo") ? VERSION : given;
    response.writeHead(status, headers).end(body);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  site = { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/jira`, verifySsl: true };
});
afterAll(() => {
  server.close();
});

const credentials = { kind: "personal_access_token" as const, token: "secret-token" };
const failure = (work: Promise<unknown>): Promise<JiraFailure> =>
  work.then(
    () => Promise.reject(new Error("nothing failed")),
    (error) => error,
  );
/** What becomes of this answer to a read, and to a write whose answer nobody needs. */
async function failures(answer: Given): Promise<JiraFailure[]> {
  given = answer;
  return [await failure(jiraServer.myself(site, credentials)), await failure(jiraServer.deleteWebhook(site, credentials, "1"))];
}

/** By the clock of whoever answers. */
const ANSWERED = Date.now();

describe("every answer that is none", () => {
  const words = JSON.stringify({ errorMessages: ["Not like that."], errors: { summary: "Too long." } });
  const page = { headers: { "content-type": "text/html" }, body: "\n<!DOCTYPE html><title>Log in</title>" };

  test.each<[string, Given, FailureKind, boolean]>([
    ["400", { status: 400, body: words }, "rejected", false],
    ["401", { status: 401, body: words }, "unauthorized", false],
    ["403", { status: 403, body: words }, "forbidden", false],
    ["409", { status: 409, body: words }, "rejected", false],
    ["429", { status: 429, body: words }, "limited", true],
    ["500", { status: 500, body: words }, "unavailable", true],
    ["503", { status: 503, body: words }, "unavailable", true],
  ])("%s, with what Jira says", async (_, answer, kind, retry) => {
    for (const it of await failures(answer)) expect(it).toMatchObject({ kind, retry, details: "Not like that. summary: Too long." });
  });

  test.each<[string, Given, FailureKind]>([
    ["a page that is fine", page, "not_jira"],
    ["a page that is not there", { ...page, status: 404 }, "not_jira"],
    ["a page that wants no POST", { ...page, status: 405 }, "not_jira"],
    ["a redirect", { status: 302, headers: { location: "/login" } }, "not_jira"],
    ["a page for nobody in particular", { ...page, status: 401 }, "unauthorized"],
    ["a page for others", { ...page, status: 403 }, "forbidden"],
    ["a page of a gateway", { ...page, status: 502 }, "unavailable"],
  ])("%s", async (_, answer, kind) => {
    for (const it of await failures(answer)) expect(it.kind).toBe(kind);
  });

  test("says where a redirect leads, and no more of it", async () => {
    const [failed] = await failures({ status: 302, headers: { location: "https://me:secret@sso.example.com/?session=secret" } });
    expect(failed?.details).toBe("It sends the browser on to https://sso.example.com.");
  });

  test("a ticket that is not there; a webhook that is not there is gone", async () => {
    given = { status: 404, body: '{"errorMessages":["Issue Does Not Exist"]}' };
    expect(await failure(jiraServer.myself(site, credentials))).toMatchObject({ kind: "not_found", details: "Issue Does Not Exist" });
    await jiraServer.deleteWebhook(site, credentials, "1");
  });

  test("data of another shape, with the place and nothing of what is there", async () => {
    for (const body of ['{"name":["secret-value"]}', "secret-value", '"secret-value"', ""]) {
      given = { body };
      const failed = await failure(jiraServer.myself(site, credentials));
      expect(failed.kind).toBe("not_jira");
      expect(inspect(failed, { depth: 9 })).not.toMatch(/secret/);
    }
    given = { body: '{"name":["x"]}' };
    expect((await failure(jiraServer.myself(site, credentials))).details).toBe("Unexpected in its answer: name.");
  });

  test.each([
    ["17", 17],
    ["0.2", 1],
    ["99999999", 43_200],
    ["0", true],
    ["-5", true],
    ["soon", true],
    [new Date(ANSWERED + 90_000).toUTCString(), 90],
    [new Date(ANSWERED - 90_000).toUTCString(), true],
  ])("asks to come back after %s: %s", async (value, retry) => {
    for (const status of [429, 503])
      for (const it of await failures({ status, headers: { date: new Date(ANSWERED).toUTCString(), "retry-after": value } }))
        expect(it.retry).toBe(retry);
  });

  test("holds nothing that is secret", async () => {
    for (const status of [302, 400, 401, 403, 429, 500])
      for (const it of await failures({ status, body: "{}" })) expect(inspect(it, { depth: 9 })).not.toContain("secret-token");
    const nobody = await failure(jiraServer.myself({ ...site, baseUrl: "http://127.0.0.1:1" }, credentials));
    expect(inspect(nobody, { depth: 9 })).not.toContain("secret-token");
  });
});
