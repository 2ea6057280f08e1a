import { readProjectChange } from "../adapters/dynamo/changes.ts";
import { projectChangesRetriesWorker as source } from "../adapters/sqs/project-changes-retries.ts";
import { worker } from "../edges/queue.ts";
import { contextOf, follow } from "./follow.ts";

/** What the stream set aside of projects that came or went. */
export const handler = worker({ source, context: ({ record }) => contextOf(readProjectChange(record)) }, ({ record }) =>
  follow(readProjectChange(record)),
);
