import { Resource } from "sst";
import { DiscordNews } from "../../../core/discord/messages.ts";
import type { Sender } from "../../../core/ports.ts";
import { applicationId } from "../discord/application.ts";
import { sender } from "./client.ts";
import { source } from "./source.ts";

const queue = /* @__PURE__ */ sender<DiscordNews>(() => Resource.DiscordNews.url, {
  place: ({ groupId, version }) => ({ group: String(groupId), deduplication: `${groupId}-${version}` }),
});

/** In order for each issue. Where a stage does without Discord there is nobody to tell. */
export const discordNews: Sender<DiscordNews> = {
  send: async (messages) => (applicationId() === null ? undefined : queue.send(messages)),
};
export const discordNewsWorker = /* @__PURE__ */ source(DiscordNews, () => Resource.DiscordNewsWorker);
