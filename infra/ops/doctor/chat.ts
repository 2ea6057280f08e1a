import { DiscordRefused } from "../../../core/discord/failure.ts";
import { Unavailable } from "../../../core/errors.ts";
import { applicationId, botToken, publicKey } from "../../../functions/adapters/discord/application.ts";
import { call } from "../../../functions/adapters/discord/call.ts";
import { elsewhere, type Finding, ill, well } from "./finding.ts";

/** Whether Discord takes the bot's token, and whether that is of the application that the other secrets name. */
export async function chat(): Promise<Finding[]> {
  const id = applicationId();
  if (id === null) return [elsewhere("Discord", "Not set up: its four secrets are off.")];
  const portal = "Take it from the application in Discord's developer portal, set it and deploy.";
  try {
    const headers = { authorization: `Bot ${botToken()}` };
    const answer = await call({ method: "GET", route: "application.me", major: "", path: "/applications/@me", headers });
    const { id: theirs, verify_key: key } = (answer ?? {}) as { id?: string; verify_key?: string };
    if (theirs !== id) return [ill("Discord", "DiscordBotToken is of another application than DiscordApplicationId.", portal)];
    if (key !== publicKey()) return [ill("Discord", "DiscordPublicKey is not the application's: whatever is pressed is refused.", portal)];
    return [well("Discord", "It takes the bot's token, and the application is the one that is named.")];
  } catch (error) {
    if (error instanceof DiscordRefused) return [ill("Discord", "Discord does not take DiscordBotToken.", portal)];
    if (error instanceof Unavailable)
      return [ill("Discord", "Discord does not answer.", "Look at discordstatus.com. What is to be told there waits in its queue.")];
    throw error;
  }
}
