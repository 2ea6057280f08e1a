import { ingest } from "../../core/events/ingest.ts";
import { rememberRelease as remember } from "../../core/releases/save-release.ts";
import { now } from "../adapters/clock.ts";
import { escalations } from "../adapters/dynamo/escalations.ts";
import { events } from "../adapters/dynamo/events.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { refusals } from "../adapters/dynamo/refusals.ts";
import { releases } from "../adapters/dynamo/releases.ts";
import { searchIndex } from "../adapters/dynamo/search-index.ts";
import { log } from "../adapters/log.ts";
import { ids } from "../adapters/redis/ids.ts";
import { intake } from "../adapters/redis/intake.ts";
import { ownerCaches } from "../adapters/redis/owner-caches.ts";
import { ownerEvaluations } from "../adapters/sqs/owner-evaluations.ts";
import { receivedEventsWorker } from "../adapters/sqs/received-events.ts";
import { warm } from "../adapters/warm.ts";
import { batchWorker } from "../edges/queue.ts";

const remembered = warm<true>(3_600_000);
const rememberRelease = async (place: { organizationId: number; projectId: number }, named: { version: string; at: number }) => {
  const { organizationId, projectId } = place;
  await remembered(`${organizationId} ${projectId} ${named.version}`, async () => {
    await remember({ releases }, place, named);
    return true;
  });
};
const ports = {
  events,
  groups,
  escalations,
  searchIndex,
  ids,
  intake,
  refusals,
  ownerCaches,
  ownerEvaluations,
  releases,
  rememberRelease,
  now,
  log,
};

/** ReceivedEvents: what was taken in goes to its group, a batch at a time. */
export const handler = batchWorker({ source: receivedEventsWorker }, (messages, again) => ingest(ports, messages, again));
