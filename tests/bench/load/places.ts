import { type Jira, startJira } from "../../../infra/local/sandbox/jira/server.ts";
import { connectBothWays } from "../../support/connected-jira.ts";
import { putGroups } from "../../support/many-groups.ts";
import type { Driven } from "../driven.ts";
import { ORGANIZATION, TOKEN, type World } from "../world.ts";

/** How much there is before anything is sent: issues that are linked to a ticket each, others, and what somebody else has. */
export type Sizes = { linked: number; groups: number };
export type Places = Awaited<ReturnType<typeof preparePlaces>>;

export const PROJECT = ORGANIZATION + 30;
export const OTHER = 999;
const TRACKER = 4_000_000_000_000_200;
const FIRST_LINKED = 8_000_000;

/** A Jira that is connected both ways, issues linked to its tickets, a crowd of others, and an organization that nothing happens to. */
export async function preparePlaces(world: World, driven: Driven, { linked, groups }: Sizes) {
  const call = async (method: string, path: string, body?: unknown) => {
    const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" };
    const response = await fetch(`${world.url}${path}`, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
  const jira: Jira = await startJira();
  const app = {
    system: { api: world.url },
    get: (path: string) => call("GET", path),
    put: (path: string, body: unknown) => call("PUT", path, body),
  };
  const lockstep = await connectBothWays(app, jira, { id: TRACKER });
  const mine = { organizationId: ORGANIZATION, projectId: PROJECT };
  await putGroups(groups, { ...mine, firstId: 9_000_000, title: "crowd" });
  await putGroups(5, { organizationId: OTHER, projectId: OTHER, firstId: 1, title: "elsewhere" });
  const issues = await putGroups(linked, { ...mine, firstId: FIRST_LINKED, title: "linked" });
  const pairs: { issueId: number; ticketId: string }[] = [];
  jira.deliveries.fail("drop");
  for (const issueId of issues) pairs.push({ issueId, ticketId: (await lockstep.link(String(issueId))).id });
  await driven.idle();
  jira.deliveries.fail(null);
  return {
    ...{ jira, pairs, call, tracker: TRACKER },
    /** Edits of tickets, made in Jira: what it would tell of each, signed, for whoever sends it. */
    told: async (edit: () => void) => {
      jira.deliveries.fail("hold");
      edit();
      jira.deliveries.fail(null);
      const deliveries: { url: string; headers: Record<string, string>; body: string }[] = [];
      await jira.deliveries.release((held) => {
        deliveries.push(...held);
        return [];
      });
      return deliveries;
    },
    /** Until nothing is left to do on either side. */
    calm: async () => {
      for (let told = -1; told !== jira.deliveries.answers.length; ) {
        told = jira.deliveries.answers.length;
        await driven.idle();
        await jira.deliveries.settled();
      }
      await driven.idle();
    },
    asked: () => ({
      reads: jira.requests.filter((it) => it.method === "GET").length,
      writes: jira.requests.filter((it) => it.method !== "GET").length,
    }),
  };
}
