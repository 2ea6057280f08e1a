import { type ActPorts, act } from "./act.ts";
import { type CommandPorts, command } from "./commands.ts";
import { type Command, type Filled, type Press, pressedAt, whoOf } from "./interaction.ts";
import type { DiscordWork } from "./messages.ts";
import { type Answer, say } from "./reply.ts";

/** What an interaction asks for; null where it says of nobody who it was. */
export function workOf(interaction: Command | Press | Filled, now: number): DiscordWork | null {
  const { id, token, guild_id = null, channel_id, channel, member } = interaction;
  const who = whoOf(interaction);
  if (!who) return null;
  const channels = [channel_id, channel?.parent_id].filter((it) => it != null);
  const person = { account: who.id, name: who.global_name ?? who.username, roles: member?.roles ?? [] };
  return { v: 1, id, token, guildId: guild_id, channels, ...person, what: whatOf(interaction), at: pressedAt(id, now) };
}

function whatOf(interaction: Command | Press | Filled): DiscordWork["what"] {
  if (interaction.type === 2) return { kind: "command", command: interaction.data.name };
  const { custom_id: customId } = interaction.data;
  if (interaction.type === 3) return { kind: "press", customId, values: interaction.data.values ?? [] };
  const texts = interaction.data.components.map(({ component }) => [component.custom_id, component.value.trim()]);
  return { kind: "form", customId, texts: Object.fromEntries(texts) };
}

/** Does it. Again is the same, as it is done as of when somebody asked. Throws Unavailable. */
export const perform = (ports: ActPorts & CommandPorts, work: DiscordWork): Promise<Answer> =>
  work.what.kind === "command" ? command(ports, work, work.what.command) : act(ports, work);

export const FAILED = say("Something went wrong here, and nothing may have been changed. Look at the issue, and try again in a minute.");
