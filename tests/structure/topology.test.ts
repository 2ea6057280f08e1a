import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { synthesize } from "../../infra/local/sst.ts";
import { codeOf, reachable, sources } from "../support/source.ts";

const topology = await synthesize();
const fileOf = (handler: string): string => handler.replace(/\.handler$/, ".ts");

describe.each(topology.functions.map((it) => [it.handler, it] as const))("%s", (handler, fn) => {
  const file = fileOf(handler);

  test("exists and exports its handler", () => {
    expect(existsSync(file)).toBe(true);
    expect(codeOf(file)).toMatch(/^export const handler = /m);
  });

  test("links exactly what its code can reach", () => {
    const used = [...reachable(file)].flatMap((it) => [...codeOf(it).matchAll(/\bResource\.(\w+)/g)].map(([, name]) => name));
    expect([...fn.links].sort()).toEqual([...new Set(used)].sort());
  });

  test("has the defaults that sst.config.ts gives to all", () => {
    expect(fn.memoryMb).toBeGreaterThanOrEqual(128);
    expect(fn.timeoutSeconds).toBeGreaterThanOrEqual(5);
  });
});

test("every function file is declared, once", () => {
  const declared = topology.functions.map((it) => fileOf(it.handler)).sort();
  expect(new Set(declared).size).toBe(declared.length);
  const files = sources.filter((file) => file.startsWith("functions/") && !/^functions\/(edges|adapters)\//.test(file));
  expect(files.filter((file) => codeOf(file).includes("export const handler"))).toEqual(declared);
});

describe.each(topology.queues.filter((it) => it.worker).map((it) => [it.name, it] as const))("queue %s", (_, queue) => {
  test("has a dead-letter queue of its kind, partial responses and a visibility of six timeouts", () => {
    const deadLetters = topology.queues.find((it) => it.name === queue.deadLetter?.queue);
    expect(deadLetters?.fifo).toBe(queue.fifo);
    expect(queue.worker?.partialResponses).toBe(true);
    expect(queue.visibilitySeconds).toBeGreaterThanOrEqual(6 * (queue.worker?.fn.timeoutSeconds ?? Number.POSITIVE_INFINITY));
    if (queue.fifo) expect(queue.worker?.batchSize).toBeLessThanOrEqual(10);
  });
});

test("what the code calls Resource is what infra/ links", () => {
  const declared = [...readFileSync("functions/resource.d.ts", "utf8").matchAll(/^ {4}(\w+): /gm)].map(([, name]) => name ?? "");
  const linked = new Set(topology.functions.flatMap((it) => it.links));
  expect(declared.filter((it) => it !== "url" && it !== "deadLetterUrl" && it !== "maxReceiveCount").sort()).toEqual([...linked].sort());
});
