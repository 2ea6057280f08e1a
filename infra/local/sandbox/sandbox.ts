import { setTimeout as wait } from "node:timers/promises";
import { deedsOf } from "./deeds.ts";
import type { Feed } from "./feed.ts";
import type { Story } from "./kept.ts";
import type { Lockstep } from "./lockstep.ts";
import { YOU } from "./people.ts";
import { connectedJira, personAt } from "./set-up.ts";
import { type Agreement, type Issue, type Seen, seeSides } from "./sides.ts";
import { newNarrator } from "./story.ts";
import { troubleOf } from "./trouble.ts";
import type { World } from "./world.ts";

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

/** How the sides are, and what somebody does to them. */
export function newSandbox({ lockstep, world, feed, story, tokenLine }: Made) {
  const trouble = troubleOf(world);
  const narrator = newNarrator(story, feed, trouble.on);
  let integrationId: string | null = null;
  /** What Discord last showed to you alone. */
  let reply: string | null = null;
  let busy: Promise<void> = Promise.resolve();
  let doing = "";

  async function connected(): Promise<string | null> {
    integrationId ??= (await connectedJira({ lockstep, world }))?.id ?? null;
    return integrationId;
  }

  /** All sides, once both are connected and an error has come. */
  async function look(isNewest = false): Promise<(Seen & { agreement: Agreement }) | null> {
    if (!(await connected())) return null;
    const seen = story.issueId === null ? null : await seeSides({ lockstep, world }, story.issueId, integrationId);
    if (seen) return { ...seen, agreement: narrator.look(seen) };
    if (isNewest) return null;
    // There was none yet, or it is gone: then it is about the newest.
    const [newest] = await lockstep.get<Issue[]>("/api/0/organizations/acme/issues/?limit=1");
    story.issueId = newest?.id ?? null;
    return newest ? look(true) : null;
  }

  /** An error that was sent a moment ago is still on its way. */
  async function arrived(): Promise<Seen> {
    for (let round = 0; round < 100; round++) {
      const seen = await look();
      if (seen) return seen;
      await wait(100);
    }
    throw new Error("No error has arrived yet.");
  }
  const deeds = deedsOf({ lockstep, world, feed, story, narrator, trouble, connected, arrived });

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
    for (const until = performance.now() + PATIENCE_MS; name !== "trouble" && performance.now() < until; await wait(100)) {
      const seen = await look();
      if (!seen || seen.agreement.isAll) return;
    }
  }

  return {
    ...{ lockstep, world, feed, story, tokenLine, trouble, connected, look: () => look(), agreed: narrator.agreed },
    /** Whether its Discord is connected too: Lockstep has told it of its commands. */
    hears: () => world.discord.state.commands.length > 0,
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
    stop: trouble.stop,
  };
}
