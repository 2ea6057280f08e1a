import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Tracker } from "../../core/trackers/ports.ts";
import { jiraCloudTracker } from "../../functions/adapters/jira-cloud/tracker.ts";
import { startRedis } from "../../infra/local/redis/server.ts";
import { anIntegration } from "../support/fake-integrations.ts";
import { type JiraCloudSite, startJiraCloud } from "../support/jira-cloud/server.ts";
import { ADA, BOB } from "../support/jira-cloud/state.ts";
import { linkResources } from "../support/linked.ts";
import { redisFaults } from "../support/redis-faults.ts";

let site: JiraCloudSite;
let server: Awaited<ReturnType<typeof startRedis>>;
let redis: ReturnType<typeof redisFaults>;
beforeAll(async () => {
  [site, server] = await Promise.all([startJiraCloud(), startRedis({ token: "token-of-the-tests" })]);
  linkResources({
    Settings: { publicUrl: "https://lockstep.example.com", allowPrivateHosts: "1", regionId: "0" },
    Redis: { url: server.url, token: server.token },
  });
  redis = redisFaults();
});
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: Date.now() }));
afterEach(() => {
  vi.useRealTimers();
  redis.state.is = "well";
  site.faults.clear();
});
afterAll(async () => {
  redis.stop();
  await Promise.all([site.stop(), server.close()]);
});

const later = (seconds: number) => void vi.setSystemTime(Date.now() + seconds * 1000);

let serial = 0;
/** Several functions that ask the same Jira, each with a client of its own. */
function functions(count: number): Tracker[] {
  const integration = anIntegration({ provider: "jira", externalId: `11:limited-${++serial}`, baseUrl: site.url, webhookId: null });
  return Array.from({ length: count }, () => jiraCloudTracker(integration, { kind: "api_token", ...site.tokenOf(ADA), endsAt: null })!);
}

const failure = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error) => error,
  );
/** How often Jira is asked for it. */
async function askedFor(work: () => Promise<unknown>): Promise<number> {
  const before = site.requests.length;
  await failure(work());
  return site.requests.length - before;
}
const limited = (reason: string) => ({ status: 429, headers: { "retry-after": "60", "ratelimit-reason": reason }, body: "" });

test("a Jira that asked one function to wait is asked by none until then, and all say how long; another Jira is asked on", async () => {
  const [one, other] = functions(2) as [Tracker, Tracker];
  const [elsewhere] = functions(1) as [Tracker];
  const { id } = site.tickets.create();
  site.faults.set("/", limited("jira-quota-tenant-based"));
  expect(await failure(one.read(id, null))).toMatchObject({ kind: "limited", scope: "tracker", retry: 60 });
  site.faults.clear();
  later(15);
  for (const it of [one, other]) {
    expect(await askedFor(() => it.assign(id, BOB))).toBe(0);
    expect(await failure(it.statuses())).toMatchObject({ kind: "limited", scope: "tracker", retry: 45 });
  }
  expect(await askedFor(() => elsewhere.read(id, null))).toBe(1);
  later(46);
  await other.assign(id, BOB);
  expect(site.tickets.find(id)?.assignee).toBe(BOB);
});

test.each<[string, string, [string, number][]]>([
  [
    "writing of a ticket",
    "jira-per-issue-on-write",
    [
      ["the same of the ticket", 0],
      ["the same of another", 1],
      ["something else", 1],
    ],
  ],
  [
    "requests of a kind",
    "jira-burst-based",
    [
      ["the same of the ticket", 0],
      ["the same of another", 0],
      ["something else", 1],
    ],
  ],
])("where too much is asked in %s only that waits", async (_, reason, expected) => {
  const [one, other] = functions(2) as [Tracker, Tracker];
  const [ticket, another] = [site.tickets.create(), site.tickets.create()];
  site.faults.set("PUT /rest/api/3/issue/", limited(reason));
  await failure(one.assign(ticket.id, BOB));
  site.faults.clear();
  const works: Record<string, () => Promise<unknown>> = {
    "the same of the ticket": () => other.assign(ticket.id, BOB),
    "the same of another": () => other.assign(another.id, BOB),
    "something else": () => other.statuses(),
  };
  for (const [what, times] of expected) expect(await askedFor(works[what]!), what).toBe(times);
});

test("where Jira says that little is left, searches give way for a minute, and what people wait for goes on", async () => {
  const [one, other] = functions(2) as [Tracker, Tracker];
  const { id } = site.tickets.create();
  const search = () => other.updated({ minutes: 5, cursor: null });
  expect(await askedFor(search)).toBe(1);
  site.routes.push(({ url }) => (url.pathname.endsWith("/status") ? { headers: { "x-ratelimit-nearlimit": "true" }, json: [] } : null));
  await one.statuses();
  site.routes.pop();
  expect(await failure(search())).toMatchObject({ kind: "limited", retry: 60 });
  expect(await askedFor(search)).toBe(0);
  await other.assign(id, BOB);
  expect(site.tickets.find(id)?.assignee).toBe(BOB);
  later(61);
  expect(await askedFor(search)).toBe(1);
});

test("without Redis nobody knows who asked to wait, so Jira is asked and says so itself", async () => {
  const [one] = functions(1) as [Tracker];
  const { id } = site.tickets.create();
  redis.state.is = "down";
  site.faults.set("/", limited("jira-quota-tenant-based"));
  for (let n = 0; n < 2; n++) expect(await failure(one.assign(id, BOB))).toMatchObject({ kind: "limited", retry: 60 });
  site.faults.clear();
  await one.assign(id, BOB);
  expect(site.tickets.find(id)?.assignee).toBe(BOB);
});

test("a page that a login answers a write with is no answer of Jira: nothing is said to be written", async () => {
  const [one] = functions(1) as [Tracker];
  const { id } = site.tickets.create();
  site.faults.set("/", { status: 200, body: "<!DOCTYPE html><title>Log in</title>" });
  for (const work of [() => one.assign(id, BOB), () => one.transition(id, { id: "31", fields: {} })])
    expect(await failure(work())).toMatchObject({ kind: "not_jira", retry: false });
  expect(site.tickets.find(id)?.assignee).toBeNull();
});
