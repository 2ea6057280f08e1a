import type { Hands } from "../../core/relay/hand-on.ts";
import { now } from "../adapters/clock.ts";
import { integrations } from "../adapters/dynamo/integrations.ts";
import { links } from "../adapters/dynamo/links.ts";
import { outbox } from "../adapters/dynamo/outbox.ts";
import { tickets } from "../adapters/dynamo/tickets.ts";
import { analyticsEvents } from "../adapters/sqs/analytics.ts";
import { cacheInvalidations } from "../adapters/sqs/cache-invalidations.ts";
import { discordNews } from "../adapters/sqs/discord-news.ts";
import { groupMerges, issueUpdates, snoozes } from "../adapters/sqs/issue-work.ts";
import { projectChanges } from "../adapters/sqs/project-changes-retries.ts";
import { projectInvalidations } from "../adapters/sqs/project-invalidations.ts";
import { looks } from "../adapters/sqs/ticket-looks.ts";

/** Everybody who acts on a committed change. */
export const hands = {
  analyticsEvents,
  cacheInvalidations,
  looks,
  snoozes,
  groupMerges,
  issueUpdates,
  discordNews,
  projectChanges,
  projectInvalidations,
  integrations,
  links,
  tickets,
  outbox,
  now,
} satisfies Hands;
