import { ADA, BOB } from "../../jira-cloud/state.ts";
import type { Flow } from "../flow.ts";
import { issueFor, unlike } from "./assigning.ts";

const OWNERS = [
  { name: "Bob", account: "bob", cloudAccount: BOB },
  { name: "Ada", account: "admin", cloudAccount: ADA },
] as const;

/** Somebody assigns the ticket in Jira Server, which tells us once, whatever it is answered. */
export const ownerFromServer: Flow = {
  name: "owner-from-jira-server",
  swept: true,
  async prepare(world) {
    const { id, ticket, turn } = await issueFor(world, "owner-from-jira-server");
    const { name, account } = OWNERS[turn % 2]!;
    return {
      act: async () => void world.jira.tickets.edit(ticket.id, { assignee: account }, "cyd"),
      missing: () => unlike(world, id, { owner: name }),
    };
  },
};

export const statusFromServer: Flow = {
  name: "status-from-jira-server",
  swept: true,
  async prepare(world) {
    const { id, ticket, turn } = await issueFor(world, "status-from-jira-server");
    const isDone = turn % 2 === 0;
    return {
      act: async () => void world.jira.tickets.edit(ticket.id, { statusId: isDone ? "6" : "1" }, "cyd"),
      missing: () => unlike(world, id, { status: isDone ? "resolved" : "unresolved" }),
    };
  },
};

export const ownerFromCloud: Flow = {
  name: "owner-from-jira-cloud",
  swept: true,
  async prepare(world) {
    const { id, cloudTicket, turn } = await issueFor(world, "owner-from-jira-cloud");
    const { name, cloudAccount } = OWNERS[turn % 2]!;
    return {
      act: async () => void world.cloud.tickets.edit(cloudTicket.id, { assignee: cloudAccount }),
      missing: () => unlike(world, id, { owner: name }),
    };
  },
};

export const statusFromCloud: Flow = {
  name: "status-from-jira-cloud",
  swept: true,
  async prepare(world) {
    const { id, cloudTicket, turn } = await issueFor(world, "status-from-jira-cloud");
    const isDone = turn % 2 === 0;
    return {
      act: async () => void world.cloud.tickets.edit(cloudTicket.id, { statusId: isDone ? "10004" : "10002" }),
      missing: () => unlike(world, id, { status: isDone ? "resolved" : "unresolved" }),
    };
  },
};

/** Two people, one here and one in Jira a moment later: the later one decides, on all sides. */
export const bothAtOnce: Flow = {
  name: "both-at-once",
  swept: true,
  async prepare(world) {
    const { id, path, ticket, turn } = await issueFor(world, "both-at-once");
    const [first, last] = [OWNERS[turn % 2]!, OWNERS[(turn + 1) % 2]!];
    return {
      act: async () => {
        await world.ask("PUT", path, { assignedTo: `${first.name.toLowerCase()}@example.com` });
        // By more than two clocks may differ.
        world.system.advanceClock(5);
        world.jira.tickets.edit(ticket.id, { assignee: last.account }, "cyd");
        world.jira.tickets.edit(ticket.id, { assignee: "cyd" }, "admin");
        world.system.advanceClock(5);
        world.jira.tickets.edit(ticket.id, { assignee: last.account }, "cyd");
      },
      missing: () => unlike(world, id, { owner: last.name }),
    };
  },
};
