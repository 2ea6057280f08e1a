import { contextOf, handOn } from "../../core/relay/hand-on.ts";
import { readChange } from "../adapters/dynamo/changes.ts";
import { relayRetries } from "../adapters/sqs/relay-retries.ts";
import { stream } from "../edges/stream.ts";
import { hands } from "./hands.ts";

/** The table's stream. */
export const handler = stream({ read: readChange, context: contextOf, retries: relayRetries }, (change) => handOn(hands, change));
