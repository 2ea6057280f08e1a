import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Fault } from "../../infra/local/sandbox/jira/exchange.ts";
import { CLOUD_WAYS, type CloudWorld } from "../support/cloud-ways.ts";
import { ADA, BOB, CYD } from "../support/jira-cloud/state.ts";
import { deadLetters } from "../support/store.ts";

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

describe.each(Object.entries(CLOUD_WAYS))("a site that is connected by %s", (_, start) => {
  let world: CloudWorld;
  beforeAll(async () => {
    world = await start();
  });
  afterAll(() => world.stop());

  test("after an hour of faults everything is as it was decided last, nothing was told twice, and nothing is given up", async () => {
    const { app, site, lockstep, account: ours, troubles } = world;
    const whatHappens = [...FAULTS, ...Object.values(troubles)];
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
      const happens = whatHappens[round % whatHappens.length]!;
      const over = typeof happens === "function" ? await happens() : undefined;
      if (Array.isArray(happens)) site.faults.set(happens[0], typeof happens[1] === "object" ? { ...happens[1] } : happens[1]);
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
      await over?.();
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
    const written = pairs.flatMap(({ ticket }) => ticket.histories).filter((it) => it.author === ours);
    expect(written.length).toBeGreaterThan(0);
    expect(written.flatMap((it) => it.items.filter((one) => one.field !== "resolution")).length).toBeLessThanOrEqual(decisionsHere);
    expect(site.deliveries.answers.filter((it) => it.status === 200).length).toBeGreaterThan(ROUNDS / 4);
    for (const queue of ["TicketChanges", "TicketLooks"] as const) expect(await deadLetters(queue)).toEqual([]);
  }, 240_000);
});
