import { reseal } from "../../core/operations/reseal.ts";
import { now } from "../../functions/adapters/clock.ts";
import { sealedSecrets } from "../../functions/adapters/dynamo/sealed-secrets.ts";
import { isSealedNow, seal } from "../../functions/adapters/seal.ts";
import { type Answer, progress } from "./command.ts";

/** Seals anew whatever another key or an older format sealed. */
export async function rotateKeys(): Promise<Answer> {
  const so = await reseal({ seal, isSealedNow, sealedSecrets, now }, ({ looked }) => progress(`${looked} integrations looked at`));
  const unopened = so.unopened.map(({ provider, externalId }) => `${provider} ${externalId}`);
  const lines = [
    `${so.looked} integrations: ${so.resealed} sealed anew, ${so.looked - so.resealed - so.changed - unopened.length} were already.`,
    ...unopened.map(
      (it) => `${it} was sealed with a key that is not set: set SealKeyBefore to that key and run this again, or connect it anew.`,
    ),
    ...(so.changed > 0 ? [`${so.changed} were changed by somebody else at the same time: run this once more.`] : []),
    ...(so.changed + unopened.length === 0
      ? ["Nothing needs the key of before. Sessions and set-ups that it sealed end within two hours: then set SealKeyBefore to off."]
      : []),
  ];
  return { value: { ...so, unopened }, lines, failed: so.changed + unopened.length > 0 };
}
