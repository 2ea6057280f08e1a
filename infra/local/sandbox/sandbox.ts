import { setTimeout as wait } from "node:timers/promises";
import type { Feed } from "./feed.ts";
import type { Ticket } from "./jira/tickets.ts";
import type { Story } from "./kept.ts";
import type { Lockstep } from "./lockstep.ts";
import { HANDS, PEOPLE, YOU } from "./people.ts";
import { sendError } from "./send-error.ts";
import { connectedJira, personAt, setUp } from "./set-up.ts";
import { type Issue, type Seen, seeSides } from "./sides.ts";
import { newNarrator } from "./story.ts";
import { TROUBLES, type Trouble, troubleOf } from "./trouble.ts";
import type { World } from "./world.ts";

/** The first is what `npm run demo:error` sends without being told. */
const ERRORS = [
  "The cart is empty",
  "Card was declined by the issuer",
  "Shipping cost is not a number",
  "Voucher was used twice",
  "The till ran out of paper",
];
/** How long an answer waits for the sides to agree, so that whoever has no script sees how it went. */
const PATIENCE_MS = 2500;

export type Sandbox = ReturnType<typeof newSandbox>;
type Made = {
  lockstep: Lockstep;
  world: World;
  feed: Feed;
  story: Story;
  /** How a shell gets the token. */
  tokenLine: string;
};

/** What can be done in the sandbox, and how its sides are. */
export function newSandbox({ lockstep, world, feed, story, tokenLine }: Made) {
  const { jira } = world;
  const trouble = troubleOf(world);
  const narrator = newNarrator(story, feed, trouble.on);
  let integrationId: string | null = null;
  /** What Discord last showed to you alone. */
  let reply: string | null = null;
  let busy: Promise<void> = Promise.resolve();
  let doing = "";
  const error = (): string => ERRORS[story.serial % ERRORS.length] ?? "";

  async function connected(): Promise<string | null> {
    integrationId ??= (await connectedJira({ lockstep, world }))?.id ?? null;
    return integrationId;
  }

  async function look(): Promise<(Seen & { agreement: ReturnType<typeof narrator.look> }) | null> {
    if (!(await connected())) return null;
    if (story.issueId === null) {
      const [newest] = await lockstep.get<Issue[]>("/api/0/projects/acme/web/issues/?limit=1");
      if (!newest) return null;
      story.issueId = newest.id;
    }
    const seen = await seeSides({ lockstep, world }, story.issueId, integrationId);
    return { ...seen, agreement: narrator.look(seen) };
  }

  async function send(): Promise<void> {
    feed.add("you", `Sent a real error: ${error()}`, "Sentry’s SDK for Node, a program of its own");
    await sendError(story.serial % ERRORS.length === 0 ? [] : [error()]);
    for (let round = 0; round < 100; round++) {
      const all = await lockstep.get<Issue[]>("/api/0/projects/acme/web/issues/?query=");
      const found = all.find((it) => it.title.includes(error()));
      if (found) {
        if (story.issueId !== found.id) feed.add("lockstep", `It became ${found.shortId}`, "", `/organizations/acme/issues/${found.id}/`);
        story.issueId = found.id;
        return;
      }
      await wait(100);
    }
  }

  /** An error that was sent a moment ago is still on its way. */
  async function arrived() {
    for (let round = 0; round < 100; round++) {
      const seen = await look();
      if (seen) return seen;
      await wait(100);
    }
    throw new Error("No error has arrived yet.");
  }

  async function link(): Promise<void> {
    const seen = await arrived();
    if (seen.ticket) return;
    const ticket = story.serial === 0 ? [...jira.tickets.all.values()][0] : undefined;
    const linked = ticket ?? jira.tickets.create({ summary: seen.issue.title }, HANDS.account);
    const path = `/api/0/organizations/acme/issues/${seen.issue.id}/integrations/${integrationId}/`;
    await lockstep.put(path, { externalIssue: linked.key });
    feed.add("you", `Linked ${linked.key} to ${seen.issue.shortId}`, "two faces of one thing");
  }

  function editTicket(ticket: Ticket, edit: { assignee?: string | null; statusId?: string }, what: string): void {
    if (trouble.on.has("stop")) return;
    feed.add("you", what, "in Jira");
    if (trouble.on.has("lose")) feed.add("trouble", "A webhook of Jira was lost", "you asked for it");
    jira.tickets.edit(ticket.id, edit, HANDS.account);
    narrator.began();
  }

  const deeds: Record<string, (value: string) => Promise<void> | void> = {
    connect: () => setUp({ lockstep, world, feed }),
    error: send,
    link,
    begin: async () => {
      await setUp({ lockstep, world, feed });
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
      if (ticket) editTicket(ticket, { assignee: PEOPLE[1].account }, `You gave ${ticket.key} to ${PEOPLE[1].name}`);
    },
    compare: async () => {
      const seen = await arrived();
      if (!seen.ticket) return;
      feed.add("you", "Asked Lockstep to compare now", "as it does by itself every quarter of an hour");
      const retry = `/api/0/organizations/acme/integrations/${integrationId}/links/retry/`;
      await lockstep.post(retry, { ticket: seen.ticket.id, issue: seen.issue.id });
    },
    owner: (value) => change("assignedTo", value && `${value}@example.com`, `You gave it to ${named(value)}`),
    status: (value) => change("status", value, `You set it ${value}`),
    assignee: (value) => {
      const [key = "", who = ""] = value.split(":");
      const ticket = jira.tickets.find(key);
      if (ticket)
        editTicket(ticket, { assignee: PEOPLE.find((it) => it.account === who)?.account ?? null }, `You gave ${key} to ${named(who)}`);
    },
    move: (value) => {
      const [key = "", statusId = ""] = value.split(":");
      const [ticket, to] = [jira.tickets.find(key), jira.statuses.find((it) => it.id === statusId)];
      if (ticket && to) editTicket(ticket, { statusId: to.id }, `You moved ${key} to ${to.name}`);
    },
    trouble: (value) => {
      const of = TROUBLES.find((it) => it.name === value);
      if (of) feed.add("trouble", `${of.label}: ${trouble.flip(of.name as Trouble) ? "on" : "off"}`);
    },
  };
  const named = (account: string): string => PEOPLE.find((it) => it.account === account)?.name ?? "nobody";

  async function change(field: string, value: string, what: string): Promise<void> {
    const at = Date.now();
    feed.add("you", what, "in Lockstep");
    await lockstep.put(`/api/0/issues/${story.issueId}/`, { [field]: value });
    narrator.began(at);
  }

  async function press(customId: string, values?: string[]): Promise<void> {
    const at = Date.now();
    feed.add("you", values ? "You chose in Discord" : "You pressed a button in Discord", "a signed interaction");
    const seen = await personAt(world, lockstep.api, YOU).press(customId, values);
    reply = seen.token;
    // A button that only asks what to choose has changed nothing yet.
    if (seen.components.length === 0) narrator.began(at);
  }

  async function run(form: URLSearchParams): Promise<void> {
    reply = null;
    const customId = form.get("press");
    const [name, value = ""] = [...form].find(([it]) => Object.hasOwn(deeds, it)) ?? [form.get("do") ?? ""];
    if (customId) await press(customId, form.has("choice") ? form.getAll("choice") : undefined);
    else if (Object.hasOwn(deeds, name)) await deeds[name]?.(value);
    if (name !== "trouble") await settle();
  }

  async function settle(): Promise<void> {
    for (const until = performance.now() + PATIENCE_MS; performance.now() < until; await wait(100)) {
      const seen = await look();
      if (!seen || seen.agreement.isAll) return;
    }
  }

  return {
    ...{ lockstep, world, feed, story, tokenLine, trouble, look, connected },
    /** Whether its Discord is connected too: Lockstep has told it of its commands. */
    hears: () => world.discord.state.commands.length > 0,
    agreed: narrator.agreed,
    isOpen: narrator.isOpen,
    reply: () => (reply === null ? null : (world.discord.state.ephemeral.get(reply) ?? null)),
    /** Does what a form asks for, one deed after the other, and waits a while for the sides to agree. A button pressed twice is pressed once. */
    act: async (form: URLSearchParams): Promise<void> => {
      const asked = String(form);
      if (doing !== asked) {
        doing = asked;
        busy = busy
          .then(() => run(form))
          .catch((problem: unknown) =>
            feed.add("trouble", "That did not work", problem instanceof Error ? problem.message.slice(0, 300) : ""),
          )
          .finally(() => {
            if (doing === asked) doing = "";
          });
      }
      await busy;
    },
    stop: (): void => trouble.stop(),
  };
}
