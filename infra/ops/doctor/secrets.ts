import { Resource } from "sst";
import { secrets } from "../../../functions/secrets.ts";
import { type Finding, ill, well } from "./finding.ts";

type Name = keyof typeof secrets;
const linked = (): Record<Name, string | undefined> => ({
  RedisUrl: read(() => Resource.Redis.url),
  RedisToken: read(() => Resource.Redis.token),
  SealKey: read(() => Resource.SealKey.value),
  SealKeyBefore: read(() => Resource.SealKeyBefore.value),
  DiscordApplicationId: read(() => Resource.DiscordApplicationId.value),
  DiscordPublicKey: read(() => Resource.DiscordPublicKey.value),
  DiscordBotToken: read(() => Resource.DiscordBotToken.value),
  DiscordClientSecret: read(() => Resource.DiscordClientSecret.value),
});

/** What is not linked throws. */
function read(value: () => string): string | undefined {
  try {
    return value();
  } catch {
    return undefined;
  }
}

/** Whether every secret is there and looks as it has to; its value is said nowhere. */
export async function stageSecrets(): Promise<Finding[]> {
  const bad = Object.entries(linked()).flatMap(([name, value]): Finding[] => {
    const todo = `Set it with: npx sst secret set ${name} --stage …, then deploy.`;
    if (!value) return [ill("secrets", `The secret ${name} is missing.`, todo)];
    const { looksRight, sentence } = secrets[name as Name];
    return looksRight.test(value) ? [] : [ill("secrets", `The secret ${name} ${sentence}`, todo)];
  });
  return bad.length > 0 ? bad : [well("secrets", `All ${Object.keys(secrets).length} are there and look right.`)];
}
