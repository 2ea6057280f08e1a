import { keepFeedback } from "../../core/events/keep-feedback.ts";
import { now } from "../adapters/clock.ts";
import { events } from "../adapters/dynamo/events.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { log } from "../adapters/log.ts";
import { userFeedbackWorker } from "../adapters/sqs/user-feedback.ts";
import { worker } from "../edges/queue.ts";

const ports = { events, groups, now, log };

/** UserFeedback: what users wrote about an error becomes notes of its issue. */
export const handler = worker(
  { source: userFeedbackWorker, context: ({ organizationId, projectId }) => ({ organization: organizationId, project: projectId }) },
  (message) => keepFeedback(ports, message),
);
