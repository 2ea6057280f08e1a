import { Resource } from "sst";
import { DiscordWork } from "../../../core/discord/messages.ts";
import { sender } from "./client.ts";
import { source } from "./source.ts";

export const discordWork = sender<DiscordWork>(() => Resource.DiscordWork.url);
export const discordWorkWorker = /* @__PURE__ */ source(DiscordWork, () => Resource.DiscordWorkWorker);
