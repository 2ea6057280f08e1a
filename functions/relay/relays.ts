import type { Relays } from "../../core/relay/relay-activity.ts";
import { now } from "../adapters/clock.ts";
import { links } from "../adapters/dynamo/links.ts";
import { outbox } from "../adapters/dynamo/outbox.ts";
import { tickets } from "../adapters/dynamo/tickets.ts";
import { analyticsEvents } from "../adapters/sqs/analytics.ts";
import { cacheInvalidations } from "../adapters/sqs/cache-invalidations.ts";
import { discordNews } from "../adapters/sqs/discord-news.ts";
import { groupMerges, snoozes } from "../adapters/sqs/issue-work.ts";
import { looks } from "../adapters/sqs/ticket-looks.ts";

/** Everybody who acts on a committed change. */
export const relays = {
  analyticsEvents,
  cacheInvalidations,
  looks,
  snoozes,
  groupMerges,
  discordNews,
  links,
  tickets,
  outbox,
  now,
} satisfies Relays;
