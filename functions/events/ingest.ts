import { ingest } from "../../core/events/ingest.ts";
import { now } from "../adapters/clock.ts";
import { events } from "../adapters/dynamo/events.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { refusals } from "../adapters/dynamo/refusals.ts";
import { log } from "../adapters/log.ts";
import { ids } from "../adapters/redis/ids.ts";
import { intake } from "../adapters/redis/intake.ts";
import { ownerCaches } from "../adapters/redis/owner-caches.ts";
import { ownerEvaluations } from "../adapters/sqs/owner-evaluations.ts";
import { receivedEventsWorker } from "../adapters/sqs/received-events.ts";
import { batchWorker } from "../edges/queue.ts";

const ports = { events, groups, ids, intake, refusals, ownerCaches, ownerEvaluations, now, log };

/** ReceivedEvents: what was taken in goes to its group, a batch at a time. */
export const handler = batchWorker({ source: receivedEventsWorker }, (messages) => ingest(ports, messages));
