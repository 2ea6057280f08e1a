import { expect, test } from "vitest";
import { synthesize } from "../../infra/local/sst.ts";
import { linksOf, loadGraph } from "../support/graph.ts";

/** What the local recorder saw has to be what the real CLI made of the same program. */
const graph = loadGraph("ci");
const topology = await synthesize();
const sorted = <T>(all: T[]): T[] => all.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
const inputs = (resource: { inputs: unknown } | undefined) => (resource?.inputs ?? {}) as Record<string, unknown>;

test("routes and their handlers", () => {
  const recorded = topology.routes.map(({ method, path, fn }) => [`${method} ${path}`, fn.handler]);
  expect(sorted(graph.routes.map(({ key, handler }) => [key, handler]))).toEqual(sorted(recorded));
});

test("functions: handler, timeout, memory, function URL", () => {
  const recorded = topology.functions.map((it) => [it.handler, it.timeoutSeconds, it.memoryMb, it.url]);
  const real = graph.functions.map(({ handler, lambda, url }) => [handler, inputs(lambda).timeout, inputs(lambda).memorySize, url]);
  expect(sorted<unknown>(real)).toEqual(sorted<unknown>(recorded));
});

test("links: each function has in its bundle what was recorded, and nothing else", () => {
  for (const fn of graph.functions) {
    const recorded = topology.functions.find((it) => it.handler === fn.handler);
    const { App: _, ...links } = linksOf(fn);
    expect(Object.keys(links).sort(), fn.handler).toEqual([...(recorded?.links ?? [])].sort());
    for (const [name, value] of Object.entries(links)) {
      const { type: _type, ...properties } = value as Record<string, unknown>;
      expect(Object.keys(properties).sort(), `${fn.handler} ${name}`).toEqual(Object.keys(topology.links[name] ?? {}).sort());
    }
  }
});

test("queues: kind, visibility, delay, redrive, worker, batch", () => {
  const real = graph.ofType("aws:sqs/queue:Queue").map((queue) => {
    const it = inputs(queue);
    const redrive = it.redrivePolicy
      ? (JSON.parse(String(it.redrivePolicy)) as { deadLetterTargetArn: string; maxReceiveCount: number })
      : null;
    const mapping = graph.mappings.find(({ source }) => source === queue);
    return {
      name: graph.componentOf(queue),
      fifo: Boolean(it.fifoQueue),
      visibility: it.visibilityTimeoutSeconds ?? 30,
      delay: it.delaySeconds ?? 0,
      deadLetter: redrive && [graph.componentOf(graph.byArn(redrive.deadLetterTargetArn)), redrive.maxReceiveCount],
      worker: mapping ? [mapping.handler, mapping.inputs.batchSize, mapping.inputs.functionResponseTypes !== undefined] : null,
    };
  });
  const recorded = topology.queues.map((it) => ({
    name: it.name,
    fifo: it.fifo,
    visibility: it.visibilitySeconds,
    delay: it.delaySeconds,
    deadLetter: it.deadLetter ? [it.deadLetter.queue, it.deadLetter.maxReceiveCount] : null,
    worker: it.worker ? [it.worker.fn.handler, it.worker.batchSize, it.worker.partialResponses] : null,
  }));
  expect(sorted<unknown>(real)).toEqual(sorted<unknown>(recorded));
});

test("tables: keys, indexes, time to live, stream, subscribers", () => {
  const [table] = graph.ofType("aws:dynamodb/table:Table");
  const [recorded] = topology.tables;
  const it = inputs(table);
  expect(recorded).toMatchObject({
    name: graph.componentOf(table),
    primaryIndex: { hashKey: it.hashKey, rangeKey: it.rangeKey },
    ttl: (it.ttl as { attributeName: string }).attributeName,
    stream: String(it.streamViewType).toLowerCase().replaceAll("_", "-"),
  });
  const streams = graph.mappings.filter(({ source }) => source === table);
  const real = streams.map(({ handler, inputs: mapping }) => ({
    handler,
    filters: (mapping.filterCriteria as { filters: { pattern: string }[] }).filters.map(({ pattern }) => JSON.parse(pattern)),
    batchSize: mapping.batchSize,
    bisect: mapping.bisectBatchOnFunctionError,
    maximumRetryAttempts: mapping.maximumRetryAttempts,
  }));
  const followed = (recorded?.subscribers ?? []).map(({ fn: { handler }, filters, batchSize, bisect, maximumRetryAttempts }) => {
    return { handler, filters, batchSize, bisect, maximumRetryAttempts };
  });
  expect(sorted<unknown>(real)).toEqual(sorted<unknown>(followed));
});

test("schedules: what runs how often", () => {
  const recorded = topology.schedules.map(({ everySeconds, fn }) => [`rate(${everySeconds / 60} minutes)`, fn.handler]);
  expect(sorted(graph.schedules.map(({ rate, handler }) => [rate, handler]))).toEqual(sorted(recorded));
});

test("secrets", () => {
  const real = graph.ofType("sst:sst:Secret").map((it) => it.name);
  expect(real.sort()).toEqual(topology.secrets.map((it) => it.name).sort());
});
