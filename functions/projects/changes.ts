import { readProjectChange } from "../adapters/dynamo/changes.ts";
import { projectChangesRetries } from "../adapters/sqs/project-changes-retries.ts";
import { stream } from "../edges/stream.ts";
import { contextOf, follow } from "./follow.ts";

/** The table's stream, new projects and deletions only. */
export const handler = stream({ read: readProjectChange, context: contextOf, retries: projectChangesRetries }, follow);
