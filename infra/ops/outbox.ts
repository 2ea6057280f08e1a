import { Invalid } from "../../core/errors.ts";
import { sweepOutbox } from "../../core/relay/sweep.ts";
import { now } from "../../functions/adapters/clock.ts";
import { integrations } from "../../functions/adapters/dynamo/integrations.ts";
import { links } from "../../functions/adapters/dynamo/links.ts";
import { outbox } from "../../functions/adapters/dynamo/outbox.ts";
import { tickets } from "../../functions/adapters/dynamo/tickets.ts";
import { analyticsEvents } from "../../functions/adapters/sqs/analytics.ts";
import { cacheInvalidations } from "../../functions/adapters/sqs/cache-invalidations.ts";
import { discordNews } from "../../functions/adapters/sqs/discord-news.ts";
import { groupMerges, issueUpdates, snoozes } from "../../functions/adapters/sqs/issue-work.ts";
import { projectChanges } from "../../functions/adapters/sqs/project-changes-retries.ts";
import { projectInvalidations } from "../../functions/adapters/sqs/project-invalidations.ts";
import { looks } from "../../functions/adapters/sqs/ticket-looks.ts";
import { type Answer, progress } from "./command.ts";
import { quiet } from "./quiet.ts";

const sends = {
  ...{ analyticsEvents, cacheInvalidations, looks, snoozes, groupMerges, issueUpdates },
  ...{ discordNews, projectChanges, projectInvalidations },
};

/** Hands on what was committed and waits. Throws Invalid, Unavailable. */
export async function sweep(minutes: number): Promise<Answer> {
  if (!(minutes > 0 && minutes <= 600)) throw new Invalid("--minutes takes more than 0, and 600 at most.");
  const said = ({ relayed, failed }: { relayed: number; failed: number }) => progress(`${relayed} handed on, ${failed} failed`);
  const swept = await sweepOutbox({ ...sends, integrations, links, tickets, outbox, now, log: quiet }, now() + 60_000 * minutes, said);
  const { relayed, failed, left } = swept;
  return {
    value: swept,
    lines: [
      `${relayed} changes handed on that had waited for more than two minutes.`,
      ...(failed > 0 ? [`${failed} failed, and wait behind the others: see npm run ops -- doctor.`] : []),
      ...(left ? ["More wait: run it again."] : []),
    ],
    failed: failed > 0 || left,
  };
}
