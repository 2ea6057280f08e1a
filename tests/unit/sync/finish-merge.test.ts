import { expect, test } from "vitest";
import { GroupMerge, TicketLook } from "../../../core/messages.ts";
import { finishMerge } from "../../../core/sync/finish-merge.ts";
import type { Links, Tickets } from "../../../core/sync/ports.ts";
import { aGroup, aLink, fakeGroups, fakeLog, fakeSender } from "../../support/fakes.ts";

const NOW = 1_000_000;

/** A merge that has so much to move, to an issue with these links, each with how the issue is shown there. */
function setUp(items: number, links = [aLink(2, { ticketId: "7" }), aLink(2, { ticketId: "8" })]) {
  const world = { left: items, shown: new Map<string, number>(), due: new Map<string, number>() };
  const [looks, groupMerges] = [fakeSender<TicketLook>(), fakeSender<GroupMerge>()];
  const ports = {
    ...{ groups: fakeGroups([aGroup(2, {}, { version: 3 })]).port, looks, groupMerges, log: fakeLog(), now: () => NOW },
    merges: {
      merge: async () => false,
      into: async () => 2,
      move: async (_organizationId: number, _from: number, _into: number, limit: number) => {
        const moved = Math.min(limit, world.left);
        world.left -= moved;
        return moved;
      },
    },
    links: {
      byGroup: async () => links,
      note: async ({ ticketId }, { version }) => void world.shown.set(ticketId, version),
    } as Pick<Links, "byGroup" | "note"> as Links,
    tickets: { expect: async ({ ticketId }, due) => void world.due.set(ticketId, due) } as Pick<Tickets, "expect"> as Tickets,
  };
  const step = (message: GroupMerge) => finishMerge(ports, GroupMerge.parse(message));
  return { world, looks: looks.sent, goesOn: groupMerges.sent, step };
}
const message: GroupMerge = { v: 1, organizationId: 11, projectId: 21, from: 1, into: 2 };

test("all of it moves however much it is, and before that no ticket is looked at", async () => {
  const { world, looks, goesOn, step } = setUp(1_000);
  await step(message);
  expect([world.left > 0, looks]).toEqual([true, []]);
  for (let next = goesOn.shift(); next; next = goesOn.shift()) await step(next);
  expect(world.left).toBe(0);
  expect(looks.map((it) => it.ticketId)).toEqual(["7", "8"]);
});

test("every ticket of the issue is looked at, and due should that look be lost; its links know the issue as it is", async () => {
  const { world, looks, step } = setUp(5);
  await step(message);
  expect(looks.map((it) => TicketLook.parse(it))).toMatchObject([
    { provider: "jira_server", integrationId: 41, ticketId: "7" },
    { provider: "jira_server", integrationId: 41, ticketId: "8" },
  ]);
  expect([...world.shown]).toEqual([
    ["7", 3],
    ["8", 3],
  ]);
  expect([...world.due.keys()]).toEqual(["7", "8"]);
  for (const due of world.due.values()) expect(due).toBeGreaterThan(NOW);
});
