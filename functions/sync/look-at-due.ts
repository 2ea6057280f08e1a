import { lookAtDue } from "../../core/sync/sweep.ts";
import { now } from "../adapters/clock.ts";
import { tickets } from "../adapters/dynamo/tickets.ts";
import { watched } from "../adapters/dynamo/watched.ts";
import { log } from "../adapters/log.ts";
import { looks } from "../adapters/sqs/ticket-looks.ts";
import { schedule } from "../edges/schedule.ts";

/** Every minute: whatever waits is looked at when its time has come. */
export const handler = schedule(() => lookAtDue({ tickets, watched, looks, now, log }));
