import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type BothSides, startBothSides } from "../support/both-sides.ts";
import { putGroups } from "../support/many-groups.ts";

/**
 * Two tickets of one issue, one of which is another issue's too, edited anywhere at random: many such runs, side by side on one clock. Each
 * decision is later than the one before by more than clocks can be wrong, so that it is known which was the last.
 */
const RUNS = 4;
const BATCHES = 25;
const ROUNDS = 12;
const APART_SECONDS = 6;
const seed = Number(process.env.LOCKSTEP_SEED ?? Math.floor(Math.random() * 2 ** 31));

const ADDRESS = { admin: "ada@example.com", bob: "bob@example.com" } as const;
const NAME = { admin: "Ada", bob: "Bob" } as const;
type Person = keyof typeof NAME | null;
type Side = "done" | "open";

const person = fc.constantFrom<Person>(null, "admin", "bob");
const side = fc.constantFrom<Side>("done", "open");
const place = fc.nat({ max: 1 });
const edit = fc.oneof(
  fc.record({ issue: place, person }),
  fc.record({ ticket: place, person }),
  fc.record({ issue: place, side }),
  fc.record({ ticket: place, side }),
);
const step = fc.record({ edit, fate: fc.constantFrom(null, null, "drop", "repeat", "hold"), waits: fc.boolean() });
const plans = fc.sample(fc.array(step, { minLength: ROUNDS, maxLength: ROUNDS }), { seed, numRuns: RUNS * BATCHES });

let both: BothSides;
beforeAll(async () => {
  both = await startBothSides({ id: 4_000_000_000_001_070 });
});
afterAll(() => both.stop());

type Run = { issues: string[]; tickets: string[]; owner: Person; side: Side };

async function runs(batch: number): Promise<Run[]> {
  const { app, jira, lockstep } = both;
  const projectId = Number((await app.get("/api/0/projects/acme/web/")).body.id);
  const at = { organizationId: lockstep.organizationId, projectId, firstId: 4_000_000_000_060_000 + 100 * batch, title: "last decision" };
  const ids = (await putGroups(2 * RUNS, at)).map(String);
  const all: Run[] = [];
  for (let n = 0; n < RUNS; n++) {
    const issues = ids.slice(2 * n, 2 * n + 2);
    const tickets = [jira.tickets.create(), jira.tickets.create()];
    await lockstep.link(issues[0]!, tickets[0]);
    await lockstep.link(issues[0]!, tickets[1]);
    await lockstep.link(issues[1]!, tickets[1]);
    all.push({ issues, tickets: tickets.map((it) => it.id), owner: null, side: "open" });
  }
  return all;
}

async function make(run: Run, { edit, fate }: (typeof plans)[number][number]): Promise<void> {
  const { jira, change } = both;
  if ("issue" in edit) {
    const issue = run.issues[edit.issue]!;
    if ("person" in edit) await change(issue, { assignedTo: edit.person === null ? "" : ADDRESS[edit.person] });
    else await change(issue, { status: edit.side === "done" ? "resolved" : "unresolved" });
  } else {
    const ticket = jira.tickets.find(run.tickets[edit.ticket]!)!;
    const statusId = "side" in edit ? (edit.side === "done" ? "6" : "1") : ticket.statusId;
    const assignee = "person" in edit ? edit.person : ticket.assignee;
    // In Jira, what is there already is no change, and nobody's decision.
    if (ticket.statusId === statusId && ticket.assignee === assignee) return;
    jira.deliveries.fail(fate);
    jira.tickets.edit(ticket.id, { statusId, assignee }, "cyd");
    jira.deliveries.fail(null);
  }
  if ("person" in edit) run.owner = edit.person;
  else run.side = edit.side;
}

/** Both issues and both tickets. */
async function shown({ issues, tickets }: Run): Promise<string[]> {
  const { jira, issueOf } = both;
  const here = await Promise.all(issues.map(issueOf));
  return [
    ...here.map((it) => `${it.assignedTo?.name ?? null} ${it.status === "resolved" ? "done" : "open"}`),
    ...tickets.map((id) => {
      const { assignee, statusId } = jira.tickets.find(id)!;
      return `${assignee === null ? null : NAME[assignee as keyof typeof NAME]} ${statusId === "6" ? "done" : "open"}`;
    }),
  ];
}

test.each(Array.from({ length: BATCHES }, (_, batch) => batch))(
  `batch %i of ${RUNS} runs each: all end at the last decision on all sides; then nothing is asked but the search (seed ${seed})`,
  async (batch) => {
    const { app, jira, calm } = both;
    const all = (await runs(batch)).map((run, n) => ({ run, plan: plans[batch * RUNS + n]! }));
    await calm();
    await app.advance(20);
    for (let round = 0; round < ROUNDS; round++) {
      for (const { run, plan } of all) await make(run, plan[round]!);
      if (all[0]!.plan[round]!.waits) await calm();
      await app.advance(APART_SECONDS);
    }
    await jira.deliveries.release((held) => held.reverse());
    await calm();
    for (let quarters = 0; quarters < 2; quarters++) await both.pass(901);
    for (const { run, plan } of all) {
      const right = `${run.owner === null ? null : NAME[run.owner]} ${run.side}`;
      expect(await shown(run), JSON.stringify(plan)).toEqual(Array(4).fill(right));
    }
    await both.pass(901);
    const asked = jira.requests.length;
    await both.pass(61);
    expect(jira.requests.slice(asked)).toEqual([]);
    await both.pass(901);
    expect([...new Set(jira.requests.slice(asked).map((it) => it.url.pathname))]).toEqual(["/rest/api/2/search"]);
  },
);
