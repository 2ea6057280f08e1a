import { endSnooze } from "../../core/issues/reopen.ts";
import { now } from "../adapters/clock.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { log } from "../adapters/log.ts";
import { snoozes, snoozesWorker } from "../adapters/sqs/snoozes.ts";
import { worker } from "../edges/queue.ts";

const ports = { groups, snoozes, now, log };

/** Snoozes: an issue archived for a while is unresolved again. */
export const handler = worker(
  {
    source: snoozesWorker,
    context: ({ organizationId, groupId }) => ({ organization: organizationId, group: groupId }),
  },
  (message) => endSnooze(ports, message),
);
