import { afterEach, expect, test, vi } from "vitest";
import { advanceClock } from "../../../infra/local/clock.ts";
import type { Source } from "../../../infra/local/queue-source.ts";
import { startSchedule } from "../../../infra/local/schedule-source.ts";
import type { Fn } from "../../../infra/local/topology.ts";

const fn: Fn = { name: "F", handler: "f.handler", links: [], timeoutSeconds: 10, memoryMb: 512, url: false, environment: {} };
let source: Source;
afterEach(() => source.stop());

const until = (what: () => unknown) => vi.waitFor(what, { timeout: 60_000, interval: 20 });

test("runs once a period, for the first time after one, and is busy from when it is due until it is done", async () => {
  const calls: (() => void)[] = [];
  const invoke = () => new Promise<void>((resolve) => calls.push(resolve));
  source = startSchedule({ name: "S", everySeconds: 900, fn }, invoke);
  advanceClock(890);
  expect(source.busy()).toBe(0);
  advanceClock(11);
  expect(source.busy()).toBe(1);
  await until(() => expect(calls).toHaveLength(1));
  expect(source.busy()).toBe(1);
  calls[0]?.();
  await until(() => expect(source.busy()).toBe(0));
  // However long nothing ran, it is one call.
  advanceClock(3600);
  await until(() => expect(calls).toHaveLength(2));
  calls[1]?.();
  await until(() => expect(source.busy()).toBe(0));
  expect(calls).toHaveLength(2);
});

test("a call that fails is not the last", async () => {
  let calls = 0;
  const invoke = async () => {
    calls += 1;
    throw new Error("failed");
  };
  source = startSchedule({ name: "S", everySeconds: 60, fn }, invoke);
  for (const expected of [1, 2]) {
    advanceClock(61);
    await until(() => expect(calls).toBe(expected));
  }
});
