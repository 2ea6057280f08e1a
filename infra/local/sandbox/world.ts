import { createPrivateKey, createPublicKey } from "node:crypto";
import { startDiscord } from "./discord/server.ts";
import { type DiscordState, newState } from "./discord/state.ts";
import { startJira } from "./jira/server.ts";
import type { Kept } from "./kept.ts";
import { CHANNEL, GUILD, HANDS, OURS, PEOPLE } from "./people.ts";

/** In three columns of a board. */
const STATUSES = [
  { id: "1", name: "To Do", statusCategory: { id: 2, key: "new" } },
  { id: "3", name: "In Progress", statusCategory: { id: 4, key: "indeterminate" } },
  { id: "6", name: "Done", statusCategory: { id: 3, key: "done" } },
] as const;
const PROJECT = { id: "10000", key: "APP", name: "Application" };
/** Lockstep's permissions in a server, as its set-up asks for them. */
const PERMISSIONS = 377_957_141_504n;

export type World = Awaited<ReturnType<typeof startWorld>>;

/** A Jira and a Discord for the people of the demo organization, as they were left. */
export async function startWorld(kept: Kept | null) {
  const [jira, discord] = await Promise.all([settledJira(kept?.jira), startDiscord(discordState(kept?.discord))]);
  return {
    jira,
    discord,
    /** Somebody who moves Lockstep says in Jira where it is now. */
    reached: (api: string): void => {
      for (const it of jira.webhooks.values()) if (kept) it.url = String(it.url).replace(kept.api, api);
    },
    kept: (): Pick<Kept, "jira" | "discord"> => ({
      jira: {
        port: Number(new URL(jira.url).port),
        webhooks: [...jira.webhooks],
        lastWebhook: jira.state.lastWebhook,
        tickets: [...jira.tickets.all.values()],
      },
      discord: {
        privateKey: discord.state.privateKey.export({ format: "pem", type: "pkcs8" }) as string,
        messages: discord.state.messages,
        channels: [...discord.state.channels.values()],
        commands: discord.state.commands,
      },
    }),
    stop: () => Promise.all([jira.stop(), discord.close()]),
  };
}

async function settledJira(kept: Kept["jira"] | undefined) {
  const jira = await startJira({ version: "10.3.0", ...(kept && { port: kept.port }) });
  const people = PEOPLE.map(({ name, account, email }, at) => ({
    ...{ name: account, key: `JIRAUSER1000${at}`, displayName: name, emailAddress: email, admin: at === 0 },
  }));
  const ours = { name: OURS.account, key: "JIRAUSER10200", displayName: "Lockstep", admin: true };
  jira.users.splice(0, jira.users.length, ...people, ours);
  jira.statuses.splice(0, jira.statuses.length, ...STATUSES);
  jira.projects.splice(0, jira.projects.length, PROJECT);
  jira.tokens.set(OURS.token, OURS.account).set(HANDS.token, HANDS.account);
  jira.state.lastWebhook = kept?.lastWebhook ?? 0;
  for (const [id, it] of kept?.webhooks ?? []) jira.webhooks.set(id, it);
  jira.tickets.restore(kept?.tickets ?? []);
  if (!kept) {
    for (const summary of ["The cart is empty at the till", "Basket is empty after signing in"])
      jira.tickets.create({ summary }, HANDS.account);
  }
  return jira;
}

function discordState(kept: Kept["discord"] | undefined): DiscordState {
  const state = newState();
  state.guilds = new Map([[GUILD.id, { ...GUILD, permissions: PERMISSIONS }]]);
  state.channels = new Map([[CHANNEL.id, { ...CHANNEL, type: 0, guildId: GUILD.id }]]);
  if (!kept) return state;
  for (const it of kept.channels) state.channels.set(it.id, it);
  Object.assign(state, { messages: kept.messages, commands: kept.commands });
  state.privateKey = createPrivateKey(kept.privateKey);
  state.publicKey = createPublicKey(kept.privateKey).export({ format: "der", type: "spki" }).subarray(-32).toString("hex");
  return state;
}
