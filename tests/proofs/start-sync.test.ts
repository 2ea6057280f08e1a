import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { startJira } from "../../infra/local/sandbox/jira/server.ts";
import { connectBothWays } from "../support/connected-jira.ts";
import { envelopeOf } from "../support/envelopes.ts";
import { linkResources } from "../support/linked.ts";
import { programs } from "../support/started-program.ts";

const { home, start, stop } = programs();
const jira = await startJira();
afterAll(async () => {
  await jira.stop();
  stop();
});

/** How long it takes until something is so, in milliseconds. */
async function until(done: () => Promise<boolean>): Promise<number> {
  const from = performance.now();
  await vi.waitUntil(done, { timeout: 60_000, interval: 5 });
  return performance.now() - from;
}

test("a change on either side appears on the other within two seconds on npm start", async () => {
  const program = start({ LOCKSTEP_TOKEN: "given" });
  await program.ready();
  const endpoints = JSON.parse(readFileSync(join(home, "endpoints.json"), "utf8"));
  const address = { AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb, AWS_REGION: "local", AWS_ACCESS_KEY_ID: "local" };
  linkResources(endpoints.resources, { ...address, AWS_SECRET_ACCESS_KEY: "local" });
  const call = async (method: string, path: string, body?: object) => {
    const headers = { authorization: "Bearer given", "content-type": "application/json" };
    const response = await fetch(new URL(path, endpoints.api), { method, headers, ...(body && { body: JSON.stringify(body) }) });
    return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
  };
  const app = {
    get: (path: string) => call("GET", path),
    put: (path: string, body: unknown) => call("PUT", path, body as object),
    system: { api: endpoints.api },
  };
  const lockstep = await connectBothWays(app, jira, { id: 4_000_000_000_000_980 });
  const [, dsn = ""] = /DSN +(\S+)/.exec(program.printed()) ?? [];
  const { username, pathname } = new URL(dsn);
  const envelope = { method: "POST", body: envelopeOf({ message: "two seconds" }) };
  expect((await fetch(`${endpoints.api}/api${pathname}/envelope/?sentry_key=${username}`, envelope)).status).toBe(200);
  await app.get("/__local/idle?timeout=60");
  const [issue] = (await app.get("/api/0/organizations/acme/issues/")).body;
  const ticket = await lockstep.link(issue.id);
  const path = `/api/0/organizations/acme/issues/${issue.id}/`;

  const took: Record<string, number> = {};
  const take = (what: string, ms: number) => {
    took[what] = Math.min(took[what] ?? Number.POSITIVE_INFINITY, ms);
  };
  // The best of some rounds: what waits for a time of its own is slow in each, what waits for a busy machine is not.
  for (const _ of [1, 2, 3, 4]) {
    await call("PUT", `/api/0/issues/${issue.id}/`, { assignedTo: "bob@example.com" });
    take("owner to Jira", await until(async () => jira.tickets.find(ticket.id)?.assignee === "bob"));
    await call("PUT", `/api/0/issues/${issue.id}/`, { status: "resolved" });
    take("status to Jira", await until(async () => jira.tickets.find(ticket.id)?.statusId === "6"));
    jira.tickets.edit(ticket.id, { assignee: "admin" }, "bob");
    take("owner from Jira", await until(async () => (await app.get(path)).body.assignedTo?.name === "Ada"));
    jira.tickets.edit(ticket.id, { statusId: "3" }, "bob");
    take("status from Jira", await until(async () => (await app.get(path)).body.status === "unresolved"));
  }
  console.info(
    Object.entries(took)
      .map(([what, ms]) => `${what} ${ms.toFixed(0)} ms`)
      .join(", "),
  );
  expect(Math.max(...Object.values(took))).toBeLessThan(2000);
});
