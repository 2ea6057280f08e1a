import type { Pipeline, Pipelines } from "../../core/jira-server/pipeline.ts";

export function fakePipelines() {
  const rows = new Map<string, Pipeline>();
  const key = (organizationId: number, browser: string, id: string) => `${organizationId}:${browser}:${id}`;
  const port: Pipelines = {
    put: async (it) => void rows.set(key(it.organizationId, it.browser, it.id), structuredClone(it)),
    list: async (organizationId, browser) =>
      structuredClone([...rows.values()].filter((it) => it.organizationId === organizationId && it.browser === browser)),
    find: async (organizationId, browser, id) => structuredClone(rows.get(key(organizationId, browser, id)) ?? null),
  };
  return { port, rows };
}
