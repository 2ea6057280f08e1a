import { readInteraction } from "../../core/discord/interaction.ts";
import { checkSignature } from "../../core/discord/signature.ts";
import { workOf } from "../../core/discord/work.ts";
import { NotFound } from "../../core/errors.ts";
import { now } from "../adapters/clock.ts";
import { publicKey } from "../adapters/discord/application.ts";
import { bindLogContext } from "../adapters/log.ts";
import { http } from "../edges/http.ts";
import { answerInTime } from "./answer-in-time.ts";

/** POST /extensions/discord/interactions/: somebody sent a command or pressed a button, or Discord asks whether we check what it signs. */
export const handler = http(async ({ headers, body }) => {
  const key = publicKey();
  if (key === null) throw new NotFound("Discord is not set up here.");
  const { "x-signature-ed25519": signature, "x-signature-timestamp": timestamp } = headers;
  checkSignature({ publicKey: key, signature, timestamp, body, now: now() });
  const interaction = readInteraction(body);
  if (interaction.type === 1) return { body: { type: 1 } };
  // Nothing that is posted from here leads to other kinds.
  const work = interaction.type === 4 ? null : workOf(interaction, now());
  if (!work) return { status: 200 };
  bindLogContext({ delivery: work.id });
  return { body: await answerInTime(work) };
});
