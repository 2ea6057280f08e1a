/** REST address and token of an Upstash Redis; it holds only what may be lost. */
export const redisUrl = new sst.Secret("RedisUrl");
export const redisToken = new sst.Secret("RedisToken");
/** Any text of at least 32 random bytes: seals the secrets of integrations. */
export const sealKey = new sst.Secret("SealKey");
