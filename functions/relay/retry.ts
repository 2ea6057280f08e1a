import { contextOf, handOn } from "../../core/relay/hand-on.ts";
import { readChange } from "../adapters/dynamo/changes.ts";
import { relayRetriesWorker as source } from "../adapters/sqs/relay-retries.ts";
import { worker } from "../edges/queue.ts";
import { hands } from "./hands.ts";

/** What the stream set aside, until it is handed on or tried often enough for somebody to look at it. */
export const handler = worker({ source, context: ({ record }) => contextOf(readChange(record)) }, ({ record }) =>
  handOn(hands, readChange(record)),
);
