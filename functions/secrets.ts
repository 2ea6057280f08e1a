/**
 * The secrets of a stage: what each has to look like, and where it comes from. A deploy holds them to it, and so does each function that
 * reads one, as a secret may be set without a deploy.
 */
export const secrets = {
  /** The Redis holds only what may be lost. */
  RedisUrl: {
    looksRight: /^(https:\/\/[^/\s]+|http:\/\/127\.0\.0\.1:\d+)$/,
    sentence: "has to be the REST address of an Upstash Redis, https://… without a path.",
  },
  RedisToken: { looksRight: /^\S{8,}$/, sentence: "has to be the REST token of that Redis, not the read-only one." },
  /** Seals the secrets of integrations. */
  SealKey: { looksRight: /^\S{32,}$/, sentence: "has to be at least 32 random characters; `openssl rand -base64 32` makes them." },
  /** The key of before, while what it sealed is sealed anew; "off" otherwise. */
  SealKeyBefore: { looksRight: /^(off|\S{32,})$/, sentence: "has to be the sealing key of before, or off." },
  /** Discord's four are "off" where a stage does without it. */
  DiscordApplicationId: {
    looksRight: /^(off|\d{17,20})$/,
    sentence: "has to be the application's id in Discord's developer portal, or off.",
  },
  DiscordPublicKey: { looksRight: /^(off|[0-9a-f]{64})$/, sentence: "has to be the application's public key, 64 hex digits, or off." },
  DiscordBotToken: { looksRight: /^(off|[\w.-]{50,100})$/, sentence: "has to be the token of the application's bot, or off." },
  DiscordClientSecret: { looksRight: /^(off|[\w-]{20,50})$/, sentence: "has to be the application's client secret, or off." },
};

/** The value, if it looks right. Throws a sentence that names the secret and does not hold its value. */
export function checked(name: keyof typeof secrets, value: string): string {
  const { looksRight, sentence } = secrets[name];
  if (!looksRight.test(value)) throw new Error(`The secret ${name} ${sentence} Set it with: npx sst secret set ${name} --stage …`);
  return value;
}
