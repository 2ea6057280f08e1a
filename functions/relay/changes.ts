import { readChange } from "../adapters/dynamo/changes.ts";
import { relayRetries } from "../adapters/sqs/relay-retries.ts";
import { stream } from "../edges/stream.ts";
import { contextOf, handOn } from "./hand-on.ts";

/** The table's stream. */
export const handler = stream({ read: readChange, context: contextOf, retries: relayRetries }, handOn);
