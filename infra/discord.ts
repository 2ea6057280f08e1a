import { routes } from "../functions/discord/routes.ts";
import { type Access, redis, seals, using, writes } from "./access.ts";
import { sendsAnalytics } from "./analytics.ts";
import { handle, web } from "./api.ts";
import { worker } from "./queue.ts";
import { discordApplicationId, discordBotToken, discordClientSecret, discordPublicKey } from "./secrets.ts";
import { knowsSettings } from "./settings.ts";

const knowsApplication: Access = { link: [discordApplicationId], permissions: [] };
/** Asks Discord, as the bot. */
const asksDiscord = using(knowsApplication, knowsSettings, redis, { link: [discordBotToken], permissions: [] });
const knowsClientSecret: Access = { link: [discordClientSecret], permissions: [] };
const knowsPublicKey: Access = { link: [discordPublicKey], permissions: [] };

const sendsWork = worker("DiscordWork", "functions/discord/carry-out.handler", using(writes, seals, asksDiscord, knowsClientSecret), {
  attempts: 8,
});

/** Sends what channels may have to hear of. In order for each issue, so that an older state is never written over a newer one. */
export const sendsDiscordNews: Access = using(
  worker("DiscordNews", "functions/discord/tell.handler", using(writes, seals, asksDiscord, knowsClientSecret), {
    fifo: true,
    attempts: 20,
  }),
  knowsApplication,
);

handle(
  "POST /extensions/discord/interactions",
  "functions/discord/interactions.handler",
  using(writes, seals, knowsSettings, knowsPublicKey, sendsWork, sendsAnalytics),
  { url: true, memory: "1024 MB" },
);
web("discord", routes, using(writes, seals, asksDiscord, knowsClientSecret), { timeout: "29 seconds" });
