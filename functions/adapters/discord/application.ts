import { Resource } from "sst";
import { checked } from "../../secrets.ts";

const OFF = "off";

/** Null where this stage does without Discord. */
export const applicationId = (): string | null => {
  const value = checked("DiscordApplicationId", Resource.DiscordApplicationId.value);
  return value === OFF ? null : value;
};

/** What Discord signs with, 64 hex digits; null where this stage does without it. */
export const publicKey = (): string | null => {
  const value = checked("DiscordPublicKey", Resource.DiscordPublicKey.value);
  return value === OFF ? null : value;
};

export const botToken = (): string => checked("DiscordBotToken", Resource.DiscordBotToken.value);

export const clientSecret = (): string => checked("DiscordClientSecret", Resource.DiscordClientSecret.value);
