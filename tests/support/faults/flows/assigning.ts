import type { Flow } from "../flow.ts";
import type { World } from "../world.ts";

export type LinkedIssue = Awaited<ReturnType<typeof anIssue>>;

/** An issue with a ticket in each Jira, and all of them at rest. */
export async function anIssue({ app, server, site, quiet }: World, name: string) {
  const issue = await app.capture({ message: `${name} ${++serial}`, frame: `${name}${serial}` });
  const ticket = await server.link(issue.id);
  const cloudTicket = await site.link(issue.id);
  await quiet();
  return { id: issue.id, ticket, cloudTicket, path: `/api/0/issues/${issue.id}/` };
}
let serial = 0;

/** After so many changes an issue of a world has had enough, and another takes its place. */
const MOST = 20;
const kept = new WeakMap<World, Map<string, { issue: LinkedIssue; turns: number }>>();

/** The issue of a flow, as the last turn left it, and which turn this is. Clocks have gone on by more than they may differ. */
export async function issueFor(world: World, flow: string): Promise<LinkedIssue & { turn: number }> {
  const all = kept.get(world) ?? new Map<string, { issue: LinkedIssue; turns: number }>();
  kept.set(world, all);
  let known = all.get(flow);
  if (!known || known.turns === MOST) known = { issue: await anIssue(world, flow), turns: 0 };
  all.set(flow, known);
  world.system.advanceClock(20);
  return { ...known.issue, turn: known.turns++ };
}

type Shown = { status: string; assignedTo: { name: string } | null; activity: { type: string }[] };

/** An issue as the API shows it. */
export const shownOf = async ({ app }: World, id: string): Promise<Shown> =>
  (await app.get(`/api/0/organizations/acme/issues/${id}/`)).body;

/** What of an issue is not as it should be. */
export async function unlike(world: World, id: string, expected: { owner?: string | null; status?: string }): Promise<string[]> {
  const { assignedTo, status } = await shownOf(world, id);
  const owner = assignedTo?.name ?? null;
  return [
    ...(expected.owner !== undefined && owner !== expected.owner ? [`issue ${id} belongs to ${owner}, not ${expected.owner}`] : []),
    ...(expected.status !== undefined && status !== expected.status ? [`issue ${id} is ${status}, not ${expected.status}`] : []),
  ];
}

const OWNERS = ["Bob", "Ada"] as const;

export const assign: Flow = {
  name: "assign",
  swept: true,
  async prepare(world) {
    const { id, path, turn } = await issueFor(world, "assign");
    const owner = OWNERS[turn % 2]!;
    return {
      act: async () => void (await world.ask("PUT", path, { assignedTo: `${owner.toLowerCase()}@example.com` })),
      missing: () => unlike(world, id, { owner }),
    };
  },
};

export const deassign: Flow = {
  name: "deassign",
  swept: true,
  async prepare(world) {
    const { id, path } = await issueFor(world, "deassign");
    await world.ask("PUT", path, { assignedTo: "bob@example.com" });
    await world.quiet();
    world.system.advanceClock(20);
    return {
      act: async () => void (await world.ask("PUT", path, { assignedTo: "" })),
      missing: () => unlike(world, id, { owner: null }),
    };
  },
};

export const resolve: Flow = {
  name: "resolve",
  swept: true,
  async prepare(world) {
    const { id, path, turn } = await issueFor(world, "resolve");
    const status = turn % 2 === 0 ? "resolved" : "unresolved";
    return {
      act: async () => void (await world.ask("PUT", path, { status })),
      missing: () => unlike(world, id, { status }),
    };
  },
};
