import { checked, type secrets } from "../functions/secrets.ts";

/** A secret that every stage has to have; a value that cannot be right ends the deploy with a sentence. */
function secret(name: keyof typeof secrets) {
  const made = new sst.Secret(name);
  $output(made.value).apply((value) => checked(name, value));
  return made;
}

export const redisUrl = secret("RedisUrl");
export const redisToken = secret("RedisToken");
export const sealKey = secret("SealKey");
