import { type ActPorts, act } from "./act.ts";
import { type CommandPorts, command } from "./commands.ts";
import { type Command, type Press, pressedAt, whoOf } from "./interaction.ts";
import type { DiscordWork } from "./messages.ts";
import { type Answer, say } from "./reply.ts";

/** What an interaction asks for; null where it says of nobody who it was. */
export function workOf(interaction: Command | Press, now: number): DiscordWork | null {
  const { id, token, guild_id = null, channel_id, channel, member } = interaction;
  const who = whoOf(interaction);
  if (!who) return null;
  const channels = [channel_id, channel?.parent_id].filter((it) => it != null);
  const what =
    interaction.type === 2
      ? ({ kind: "command", command: interaction.data.name } as const)
      : ({ kind: "press", customId: interaction.data.custom_id, values: interaction.data.values ?? [] } as const);
  const person = { account: who.id, name: who.global_name ?? who.username, roles: member?.roles ?? [] };
  return { v: 1, id, token, guildId: guild_id, channels, ...person, what, at: pressedAt(id, now) };
}

/** Does it. Again is the same, as it is done as of when somebody asked. Throws Unavailable. */
export const perform = (ports: ActPorts & CommandPorts, work: DiscordWork): Promise<Answer> =>
  work.what.kind === "command" ? command(ports, work, work.what.command) : act(ports, work);

export const FAILED = say("Something went wrong here, and nothing may have been changed. Look at the issue, and try again in a minute.");
