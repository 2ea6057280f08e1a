import { setTimeout as wait } from "node:timers/promises";
import type { Feed } from "./feed.ts";
import type { Ticket } from "./jira/tickets.ts";
import type { Story } from "./kept.ts";
import type { Lockstep } from "./lockstep.ts";
import { HANDS, PEOPLE } from "./people.ts";
import { sendError } from "./send-error.ts";
import { setUp } from "./set-up.ts";
import type { Issue, Seen } from "./sides.ts";
import type { Narrator } from "./story.ts";
import { TROUBLES, type Troubles } from "./trouble.ts";
import type { World } from "./world.ts";

/** The first is what `npm run demo:error` sends without being told. */
const ERRORS = [
  "The cart is empty",
  "Card was declined by the issuer",
  "Shipping cost is not a number",
  "Voucher was used twice",
  "The till ran out of paper",
];

type Needed = {
  lockstep: Lockstep;
  world: World;
  feed: Feed;
  story: Story;
  narrator: Narrator;
  trouble: Troubles;
  connected: () => Promise<string | null>;
  /** The issue that it is about, once there is one. */
  arrived: () => Promise<Seen>;
};

/** What can be done in the sandbox, by name; what is done on a side is done as its people do it. */
export function deedsOf(all: Needed): Record<string, (value: string) => Promise<void> | void> {
  const { lockstep, world, feed, story, trouble, connected, arrived } = all;
  const { jira } = world;
  const connect = () => setUp({ lockstep, world, feed });
  const send = () => sendAndFollow(all);

  async function link(): Promise<void> {
    const { issue, ticket } = await arrived();
    if (ticket) return;
    const first = story.serial === 0 ? [...jira.tickets.all.values()][0] : undefined;
    const linked = first ?? jira.tickets.create({ summary: issue.title }, HANDS.account);
    const path = `/api/0/organizations/acme/issues/${issue.id}/integrations/${await connected()}/`;
    await lockstep.put(path, { externalIssue: linked.key });
    feed.add("you", `Linked ${linked.key} to ${issue.shortId}`, "two faces of one thing");
  }

  return {
    connect,
    error: send,
    link,
    begin: async () => {
      await connect();
      await send();
      await link();
    },
    over: async () => {
      trouble.end();
      story.serial += 1;
      feed.clear();
      await send();
      await link();
    },
    bob: async () => {
      const { ticket } = await arrived();
      if (ticket) edit(all, ticket, { assignee: PEOPLE[1].account }, `You gave ${ticket.key} to ${PEOPLE[1].name}`);
    },
    compare: async () => {
      const { issue, ticket } = await arrived();
      if (!ticket) return;
      feed.add("you", "Asked Lockstep to compare now", "as it does by itself every quarter of an hour");
      const retry = `/api/0/organizations/acme/integrations/${await connected()}/links/retry/`;
      await lockstep.post(retry, { ticket: ticket.id, issue: issue.id });
    },
    owner: (value) => change(all, { assignedTo: value && `${value}@example.com` }, `You gave it to ${named(value)}`),
    status: (value) => change(all, { status: value }, `You set it ${value}`),
    assignee: (value) => {
      const [key = "", who = ""] = value.split(":");
      const ticket = jira.tickets.find(key);
      const account = PEOPLE.find((it) => it.account === who)?.account ?? null;
      if (ticket) edit(all, ticket, { assignee: account }, `You gave ${key} to ${named(who)}`);
    },
    move: (value) => {
      const [key = "", statusId = ""] = value.split(":");
      const [ticket, to] = [jira.tickets.find(key), jira.statuses.find((it) => it.id === statusId)];
      if (ticket && to) edit(all, ticket, { statusId: to.id }, `You moved ${key} to ${to.name}`);
    },
    trouble: (value) => {
      const of = TROUBLES.find((it) => it.name === value);
      if (of) feed.add("trouble", `${of.label}: ${trouble.flip(of.name) ? "on" : "off"}`);
    },
  };
}

const named = (account: string): string => PEOPLE.find((it) => it.account === account)?.name ?? "nobody";

/** Sends an error, until it is an issue; from then on it is the one that the sandbox is about. */
async function sendAndFollow({ lockstep, feed, story }: Needed): Promise<void> {
  const at = story.serial % ERRORS.length;
  const message = ERRORS[at] ?? "";
  feed.add("you", `Sent a real error: ${message}`, "Sentry’s SDK for Node, a program of its own");
  await sendError(at === 0 ? [] : [message]);
  for (let round = 0; round < 100; round++) {
    const all = await lockstep.get<Issue[]>("/api/0/organizations/acme/issues/?query=");
    const found = all.find((it) => it.title.includes(message));
    if (found && story.issueId !== found.id)
      feed.add("lockstep", `It became ${found.shortId}`, "", `/organizations/acme/issues/${found.id}/`);
    if (found) {
      story.issueId = found.id;
      return;
    }
    await wait(100);
  }
}

function edit(
  { world, feed, narrator, trouble }: Needed,
  ticket: Ticket,
  to: { assignee?: string | null; statusId?: string },
  what: string,
): void {
  if (trouble.on.has("stop")) return;
  feed.add("you", what, "in Jira");
  if (trouble.on.has("lose")) feed.add("trouble", "A webhook of Jira was lost", "you asked for it");
  world.jira.tickets.edit(ticket.id, to, HANDS.account);
  narrator.began();
}

async function change({ lockstep, feed, story, narrator }: Needed, to: object, what: string): Promise<void> {
  const at = Date.now();
  feed.add("you", what, "in Lockstep");
  await lockstep.put(`/api/0/issues/${story.issueId}/`, to);
  narrator.began(at);
}
