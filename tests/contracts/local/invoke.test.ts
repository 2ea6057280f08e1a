import { expect, test } from "vitest";
import { createInvoker } from "../../../infra/local/invoke.ts";
import { state } from "../../support/handlers/invoked.ts";
import { fn } from "../../support/local-functions.ts";

const { invoke, inFlight } = createInvoker();
const invoked = fn("invoked");
type Told = { context: { awsRequestId: string }; remaining: number };

test("events and results survive only as JSON", async () => {
  const event = { list: ["given"], none: undefined };
  const result = (await invoke(invoked, event)) as object;
  expect(result).toMatchObject({ event: { list: ["given", "spoilt"] }, at: "1970-01-01T00:00:00.000Z" });
  expect(result).not.toHaveProperty("none");
  expect(event.list).toEqual(["given"]);
  expect(await invoke(invoked, { mode: "nothing" })).toBeNull();
});

test("a handler knows its request, its name and its time", async () => {
  const [one, two] = (await Promise.all([invoke(invoked, {}), invoke(invoked, {})])) as [Told, Told];
  expect(one.context).toMatchObject({ functionName: "invoked", memoryLimitInMB: "512" });
  expect(one.context.awsRequestId).toMatch(/^[0-9a-f-]{36}$/);
  expect(one.context.awsRequestId).not.toBe(two.context.awsRequestId);
  expect(one.remaining).toBeGreaterThan(4000);
  expect(one.remaining).toBeLessThanOrEqual(5000);
});

test("is loaded once and stays warm", async () => {
  const before = state.calls;
  await invoke(invoked, {});
  expect(state.calls).toBe(before + 1);
});

test("is given up when its time is over, and counted only until then", async () => {
  const late = invoke({ ...invoked, timeoutSeconds: 0.05 }, { mode: "hang" });
  expect(inFlight()).toBe(1);
  await expect(late).rejects.toThrow("Task timed out after 0.05 seconds");
  expect(inFlight()).toBe(0);
});

test("a handler that throws at once, or is not there, fails its call alone", async () => {
  const handler = "tests/support/handlers/invoked";
  await expect(invoke({ ...invoked, handler: `${handler}.synchronous` }, {})).rejects.toThrow("thrown before");
  await expect(invoke({ ...invoked, handler: `${handler}.absent` }, {})).rejects.toThrow("exports no absent");
  expect(inFlight()).toBe(0);
});
