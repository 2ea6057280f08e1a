import { checked, type secrets } from "../functions/secrets.ts";

/** A secret that every stage has to have, unless there is a value to do without; one that cannot be right ends the deploy with a sentence. */
function secret(name: keyof typeof secrets, without?: string) {
  const made = new sst.Secret(name, without);
  $output(made.value).apply((value) => checked(name, value));
  return made;
}

export const redisUrl = secret("RedisUrl");
export const redisToken = secret("RedisToken");
export const sealKey = secret("SealKey");
export const sealKeyBefore = secret("SealKeyBefore", "off");
export const discordApplicationId = secret("DiscordApplicationId", "off");
export const discordPublicKey = secret("DiscordPublicKey", "off");
export const discordBotToken = secret("DiscordBotToken", "off");
export const discordClientSecret = secret("DiscordClientSecret", "off");
