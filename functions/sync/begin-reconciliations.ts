import { beginReconciliations } from "../../core/sync/reconcile.ts";
import { now } from "../adapters/clock.ts";
import { reconciliations } from "../adapters/dynamo/reconciliations.ts";
import { log } from "../adapters/log.ts";
import { reconciliationMessages } from "../adapters/sqs/reconciliations.ts";
import { schedule } from "../edges/schedule.ts";

/** Every quarter of an hour: each tracker is asked what changed there. */
export const handler = schedule(() => beginReconciliations({ reconciliations, reconciliationMessages, now, log }));
