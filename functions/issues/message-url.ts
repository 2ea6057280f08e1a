import type { LinkedTo } from "../../core/issues/ports.ts";

/** As Discord addresses what stands in a channel. */
export const messageUrl = ({ guildId, channelId, messageId }: LinkedTo["messages"][number]): string =>
  `https://discord.com/channels/${[guildId, channelId, messageId].map(encodeURIComponent).join("/")}`;
