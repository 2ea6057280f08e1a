import { willReplace } from "../../core/discord/act.ts";
import { archiveForm } from "../../core/discord/archive-form.ts";
import { interactionEvents } from "../../core/discord/interaction-events.ts";
import type { DiscordWork } from "../../core/discord/messages.ts";
import { deferred, inLine } from "../../core/discord/reply.ts";
import { FAILED, perform } from "../../core/discord/work.ts";
import { AppError } from "../../core/errors.ts";
import { logFailure } from "../adapters/log.ts";
import { analyticsEvents } from "../adapters/sqs/analytics.ts";
import { discordWork } from "../adapters/sqs/discord-work.ts";
import { ports } from "./act-ports.ts";
import { inTime } from "./in-time.ts";

/** Discord waits three seconds. What is not done after the first is handed on, which takes another one at most. */
const WORK_MS = 1000;
/** Counting may take what is left, where the queue is what is slow. */
const COUNT_MS = 900;

/**
 * The answer to an interaction, always in time: in line, or deferred while a worker does the same again. What is done twice is done once, as
 * both are as of when somebody pressed.
 */
export async function answerInTime(work: DiscordWork) {
  const counted = analyticsEvents.send(interactionEvents(ports, work)).catch((error: unknown) => logFailure("discord.uncounted", error));
  const form = archiveForm(ports, work);
  if (form) {
    await inTime(counted, COUNT_MS);
    return form;
  }
  const done = await inTime(perform(ports, work).catch(failed), WORK_MS);
  const answer = done?.value ?? null;
  if (answer) {
    await inTime(counted, COUNT_MS);
    return inLine(answer);
  }
  await discordWork.send([work]);
  return deferred(willReplace(ports, work));
}

/** What passes by itself is tried again by the worker. */
function failed(error: unknown) {
  if (error instanceof AppError && error.retry !== false) return null;
  logFailure("discord.failed", error);
  return FAILED;
}
