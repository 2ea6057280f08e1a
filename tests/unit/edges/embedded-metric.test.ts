import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { log, logFailure } from "../../../functions/adapters/log.ts";
import { linkResources } from "../../support/linked.ts";

const printed: Record<string, unknown>[] = [];
beforeEach(() => {
  printed.length = 0;
  linkResources({ App: { name: "lockstep", stage: "production" } });
  vi.spyOn(process.stdout, "write").mockImplementation((line) => printed.push(JSON.parse(String(line))) > 0);
});
afterEach(() => vi.restoreAllMocks());

test("what is watched is a metric of its stage, whatever the level it is logged at; nothing else is", () => {
  log.metric("outbox.stuck", { count: 7 });
  log.warn("tracker.away", { integration: 1 });
  log.metric("group.created", { group: 1 });
  logFailure("queue.record.failed", new Error("no"));
  const [stuck, away, ...others] = printed;
  const definition = (Name: string) => ({
    Timestamp: expect.any(Number),
    CloudWatchMetrics: [{ Namespace: "Lockstep", Dimensions: [["Stage"]], Metrics: [{ Name, Unit: "Count" }] }],
  });
  expect(stuck).toMatchObject({ event: "outbox.stuck", Stage: "production", ChangesStuck: 7, _aws: definition("ChangesStuck") });
  expect(away).toMatchObject({ level: "warn", Stage: "production", TrackersAway: 1, _aws: definition("TrackersAway") });
  expect(others.map((it) => [it.event, "_aws" in it])).toEqual([
    ["group.created", false],
    ["queue.record.failed", false],
  ]);
});
