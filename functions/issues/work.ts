import { endSnooze } from "../../core/issues/reopen.ts";
import { now } from "../adapters/clock.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { log } from "../adapters/log.ts";
import { issueWorkWorker, snoozes } from "../adapters/sqs/issue-work.ts";
import { worker } from "../edges/queue.ts";
import { continueUpdate } from "./continue-update.ts";
import { finishMerge } from "./finish-merge.ts";

/** Archives that end, merges that are finished, bulk changes that go on, and owners that are gone. */
export const handler = worker(
  { source: issueWorkWorker, context: ({ organizationId }) => ({ organization: organizationId }) },
  async (message) => {
    if ("until" in message) return endSnooze({ groups, snoozes, now, log }, message);
    if ("into" in message) return finishMerge(message);
    return continueUpdate(message);
  },
);
