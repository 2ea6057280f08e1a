import { beforeAll, expect, test } from "vitest";
import { type Item, type Told, violationsIn } from "../bench/load/invariants.ts";
import { type LoadFigures, loadRun } from "../bench/load/load-run.ts";
import { loadTables } from "../bench/load/tables.ts";

let all: LoadFigures[];
let items: Item[];
let told: Told;
beforeAll(async () => {
  const run = await loadRun({ linked: 3, groups: 20, many: 3, closed: 9, rates: { from: 10, seconds: 0.5, most: 10 } });
  all = run.all;
  ({ items, told } = run.end);
}, 600_000);

test("a short run of the load sends each kind, counts what it takes, and leaves all as it has to be", () => {
  expect(all.flatMap((it) => it.violations)).toEqual([]);
  const [noop, ...rest] = all;
  expect(noop?.counts).toMatchObject({ invocations: 9, dynamodb: 0, redis: 0, messages: {} });
  for (const { name, counts, limits, steps } of rest) {
    expect(counts.writeUnits, name).toBeGreaterThan(0);
    expect(limits.length, name).toBeGreaterThan(2);
    expect(steps.length, name).toBe(1);
  }
  const of = (name: string) => all.find((it) => it.name.startsWith(name))?.counts;
  expect(of("errors of one issue")?.messages).toMatchObject({ ReceivedEvents: 9 });
  expect(of("3 issues assigned by REST")?.jira.reads).toBeGreaterThan(0);
  expect(of("rules of a project saved")?.messages).toMatchObject({ ProjectInvalidations: 1 });
  expect(loadTables(all).split("\n").length).toBeGreaterThan(3 * all.length);
});

const isOf = (kind: string) => (it: Item) => it.pk.startsWith(`ORG#${told.organizationId}#`) && it.sk.startsWith(kind);
const without = (isIt: (it: Item) => boolean) => items.toSpliced(items.findIndex(isIt), 1);
const changed = (isIt: (it: Item) => boolean, change: object) => {
  const place = items.findIndex(isIt);
  return items.map((it, at) => (at === place ? { ...it, ...change } : it));
};
const isLinked = (it: Item) => told.owners.has(Number(it.groupId)) && it.sk === "STATE";
const isMade = (it: Item) => it.sk === "GROUP" && String(it.title).startsWith("Error: load");
const isAnalytics = (it: Item) => /#ANALYTICS#\d+:\d+:[a-z_.]+$/.test(it.pk);
const isAnybody = (it: Item) => it.pk.startsWith(`ORG#${told.elsewhere.organizationId}#`);
const PLANTS: [string, string, () => Item[], (() => Partial<Told>)?][] = [
  ["I1", "an error is not counted", () => changed(isMade, { count: 0 })],
  ["I7", "an error is counted twice", () => changed(isMade, { count: 1e6 })],
  ["I2", "a change is not in the history", () => without(isOf("ACTIVITY#"))],
  ["I3", "an analytics event is missing", () => without(isAnalytics)],
  ["I3", "one is there that nobody made", () => [...items, { pk: `ORG#${told.organizationId}#ANALYTICS#1:1:x`, sk: "EVENT" }]],
  ["I5", "an issue has another owner than its ticket", () => changed(isLinked, { assignee: { type: "user", id: 1 } })],
  ["I5", "a ticket is written again and again", () => items, () => ({ writes: 1e6 })],
  ["I6", "what was chosen is not so", () => items, () => ({ chosen: new Map([[[...told.chosen.keys()][0] ?? 0, 1]]) })],
  ["I8", "a state is without its group", () => without(isMade)],
  ["I9", "two issues have one short id", () => changed(isMade, { shortId: items.filter(isMade)[1]?.shortId })],
  ["I11", "somebody else's item changed", () => changed(isAnybody, { touched: true })],
  ["I12", "a change was not relayed", () => changed(isOf("ACTIVITY#"), { gsi2pk: "OUTBOX#1" })],
  ["I12", "a message is left", () => items, () => ({ left: { Analytics: 1 } })],
];

test.each(PLANTS)("%s is missed where it does not hold: %s", (name, _, planted, more = () => ({})) => {
  expect(violationsIn(planted(), { ...told, ...more() }).map((it) => it.split(":")[0])).toContain(name);
});
