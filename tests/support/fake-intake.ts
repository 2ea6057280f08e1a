import type { Intake, Refusals } from "../../core/events/ports.ts";
import { MOST_NEW_ISSUES, USUAL_RATE, windowOf } from "../../core/events/rates.ts";

/** One function's own counts, as if each of them were everybody's; `state` allows less than usual. What is refused is listed. */
export function fakeIntake() {
  const state = { mostNewIssues: MOST_NEW_ISSUES };
  const counts = new Map<string, number>();
  const count = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1).get(key)!;
  const newIssues = (projectId: number, at: number) => `${projectId} ${windowOf(at, 60).number}`;
  const refused: [projectId: number, what: string, count: number][] = [];
  const intake: Intake = {
    request: async ({ publicKey, projectId, rateLimit }, at) => {
      const { count: most, window } = rateLimit ?? USUAL_RATE;
      const { number, left } = windowOf(at, window);
      const over = count(`${publicKey} ${number}`) > most ? left : null;
      return { over, newIssuesOver: (counts.get(newIssues(projectId, at)) ?? 0) >= state.mostNewIssues };
    },
    newIssue: async (projectId, at) => count(newIssues(projectId, at)) <= state.mostNewIssues,
  };
  const refusals: Refusals = {
    add: async ({ projectId }, what, count) => void refused.push([projectId, what, count]),
    note: async ({ projectId }, what) => void refused.push([projectId, what, 1]),
  };
  return { state, refused, intake, refusals };
}
