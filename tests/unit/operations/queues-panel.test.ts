import { expect, test } from "vitest";
import { overview } from "../../../core/operations/overview.ts";
import type { QueueDepth } from "../../../core/operations/ports.ts";
import { queuesPanel } from "../../../functions/operations/queues-panel.ts";

const depth = (name: string, over: Partial<QueueDepth> = {}): QueueDepth => ({
  ...{ name, waiting: 0, inFlight: 0, delayed: 0, dead: 0 },
  ...over,
});

test("how long the oldest message waits is asked for where one waits, and shown where it is known", async () => {
  const depths = [depth("TicketLooks", { waiting: 3 }), depth("Analytics", { inFlight: 1 }), depth("OwnerEvaluations")];
  const asked: string[][] = [];
  const ports = {
    queues: { names: () => depths.map((it) => it.name), depth: async (name: string) => depths.find((it) => it.name === name) },
    queueAges: {
      oldest: async (names: string[]) => {
        asked.push(names);
        return new Map([["TicketLooks", 754]]);
      },
    },
    deletions: { list: async () => [] },
    projects: { list: async () => [] },
    integrations: { list: async () => [] },
    watched: { findAll: async () => [] },
  } as unknown as Parameters<typeof overview>[0];
  const { queues } = await overview(ports, 11, async () => true);
  expect(asked).toEqual([["TicketLooks", "Analytics"]]);
  const text = String(await queuesPanel(queues));
  expect(text).toMatch(/TicketLooks[\s\S]*12 min[\s\S]*Analytics[\s\S]*not known yet/);
});
