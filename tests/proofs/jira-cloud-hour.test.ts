import { afterAll, beforeAll, expect, test } from "vitest";
import type { Fault } from "../../infra/local/sandbox/jira/exchange.ts";
import { type App, startApp } from "../support/app.ts";
import { connectCloud, LOCKSTEP } from "../support/connected-cloud.ts";
import { type JiraCloudSite, startJiraCloud } from "../support/jira-cloud/server.ts";
import { ADA, BOB, CYD } from "../support/jira-cloud/state.ts";
import { deadLetters } from "../support/store.ts";

let app: App;
let site: JiraCloudSite;
let lockstep: Awaited<ReturnType<typeof connectCloud>>;
beforeAll(async () => {
  [app, site] = await Promise.all([startApp({ own: true, allowPrivateHosts: true }), startJiraCloud()]);
  lockstep = await connectCloud(app, site);
});
afterAll(async () => {
  await site.stop();
  await app.stop();
});

const MEMBERS: Record<string, string> = { [ADA]: "Ada", [BOB]: "Bob" };
const limited = (reason: string): Fault => ({
  ...{ status: 429, body: "", headers: { "retry-after": "60", "ratelimit-reason": reason, "x-ratelimit-nearlimit": "true" } },
});
const FAULTS: [string, Fault][] = [
  ["/", { status: 503, body: "<html>down</html>" }],
  ["/", { status: 401, body: "{}" }],
  ["/", "unheard"],
  ["PUT /rest/api/3/issue/", "lost"],
  ["PUT /rest/api/3/issue/", { status: 403, body: '{"errorMessages":["No."]}' }],
  ["POST /rest/api/3/issue/", "lost"],
  ["GET /rest/api/3/issue/", { status: 200, body: "<!DOCTYPE html>" }],
  ["POST /rest/api/3/search", { status: 410, body: "{}" }],
  ["/", limited("jira-quota-tenant-based")],
  ["GET /rest/api/3/issue/", limited("jira-burst-based")],
  ["PUT /rest/api/3/issue/", limited("jira-per-issue-on-write")],
];
const MINUTES_EACH = 3;
const ROUNDS = 20;

test("after an hour of faults everything is as it was decided last, nothing was told twice, and nothing is given up", async () => {
  const pairs = [];
  for (const name of ["one", "two", "three"]) {
    const issue = await app.capture({ message: `an hour of ${name}`, frame: name });
    pairs.push({ issue, ticket: await lockstep.link(issue.id), decided: { owner: null as string | null, done: false } });
  }
  await lockstep.calm();
  let [seed, decisionsHere] = [42, 0];
  const pick = <T>(all: readonly T[]): T => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return all[(seed >>> 16) % all.length]!;
  };
  for (let round = 0; round < ROUNDS; round++) {
    const [place, fault] = FAULTS[round % FAULTS.length]!;
    site.faults.set(place, typeof fault === "object" ? { ...fault } : fault);
    site.deliveries.fail(pick([null, "drop", "repeat", "hold"] as const));
    const { issue, ticket, decided } = pick(pairs);
    const account = pick([ADA, BOB]);
    const done = pick([true, false]);
    if (pick([true, false])) {
      site.tickets.edit(ticket.id, { assignee: account, statusId: done ? "10003" : "3" }, CYD);
    } else {
      const address = `${MEMBERS[account]!.toLowerCase()}@example.com`;
      const answer = await app.put(`/api/0/issues/${issue.id}/`, { assignedTo: address, status: done ? "resolved" : "unresolved" });
      expect(answer.status).toBe(200);
      decisionsHere += 2;
    }
    Object.assign(decided, { owner: account, done });
    await lockstep.calm();
    site.faults.clear();
    site.deliveries.fail(null);
    await app.advance(MINUTES_EACH * 60);
    await site.deliveries.release((held) => held.reverse());
    await lockstep.calm();
  }
  for (let quarter = 0; quarter < 5; quarter++) {
    await app.advance(900);
    await lockstep.calm();
  }
  for (const { issue, ticket, decided } of pairs) {
    const shown = (await app.get(`/api/0/organizations/acme/issues/${issue.id}/`)).body;
    const here = { owner: shown.assignedTo?.name ?? null, done: shown.status === "resolved" };
    const there = { owner: MEMBERS[ticket.assignee ?? ""] ?? null, done: ["10003", "10004"].includes(ticket.statusId) };
    const last = { owner: MEMBERS[decided.owner ?? ""] ?? null, done: decided.done };
    expect([here, there], ticket.key).toEqual([last, last]);
  }
  const written = pairs.flatMap(({ ticket }) => ticket.histories).filter((it) => it.author === LOCKSTEP);
  expect(written.length).toBeGreaterThan(0);
  expect(written.flatMap((it) => it.items.filter((one) => one.field !== "resolution")).length).toBeLessThanOrEqual(decisionsHere);
  for (const queue of ["TicketChanges", "TicketLooks"] as const) expect(await deadLetters(queue)).toEqual([]);
}, 240_000);
