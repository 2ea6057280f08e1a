import { lookForMissed } from "../../core/sync/sweep.ts";
import { now } from "../adapters/clock.ts";
import { integrations } from "../adapters/dynamo/integrations.ts";
import { tickets } from "../adapters/dynamo/tickets.ts";
import { watched } from "../adapters/dynamo/watched.ts";
import { log } from "../adapters/log.ts";
import { looks } from "../adapters/sqs/ticket-looks.ts";
import { trackerSearchesWorker } from "../adapters/sqs/tracker-searches.ts";
import { trackers } from "../adapters/trackers.ts";
import { worker } from "../edges/queue.ts";

const ports = { integrations, tickets, watched, trackers, looks, now, log };

/** TrackerSearches: what one tracker changed without our hearing of it. */
export const handler = worker({ source: trackerSearchesWorker }, async (message) => {
  const one = await watched.find(message);
  if (one) await lookForMissed(ports, one);
});
