import type { Intake, Refusals } from "../../core/events/ports.ts";

/** Takes everything, but no more new issues than it is told to; and what was refused. */
export function fakeIntake() {
  const state = { over: null as number | null, newIssuesLeft: Number.POSITIVE_INFINITY };
  const refused: [projectId: number, what: string, count: number][] = [];
  const intake: Intake = {
    request: async () => ({ over: state.over, newIssuesOver: state.newIssuesLeft <= 0 }),
    newIssue: async () => state.newIssuesLeft-- > 0,
  };
  const refusals: Refusals = {
    add: async ({ projectId }, what, count) => void refused.push([projectId, what, count]),
    note: async ({ projectId }, what) => void refused.push([projectId, what, 1]),
  };
  return { state, refused, intake, refusals };
}
