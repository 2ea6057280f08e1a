import { DiscordRefused } from "../../core/discord/failure.ts";
import { afterwards } from "../../core/discord/reply.ts";
import { perform } from "../../core/discord/work.ts";
import { discord } from "../adapters/discord/client.ts";
import { log } from "../adapters/log.ts";
import { discordWorkWorker } from "../adapters/sqs/discord-work.ts";
import { worker } from "../edges/queue.ts";
import { ports } from "./act-ports.ts";

/** What took longer than Discord waits is done, and said in place of what Discord shows meanwhile. */
export const handler = worker({ source: discordWorkWorker, context: ({ id }) => ({ delivery: id }) }, async (work) => {
  const answer = await perform(ports, work);
  await discord.answer(work.token, afterwards(answer)).catch((error: unknown) => {
    // A quarter of an hour after the press nobody can be answered any more; what was asked for is done.
    if (!(error instanceof DiscordRefused)) throw error;
    log.warn("discord.unanswered", { status: error.answered, reason: error.code });
  });
});
