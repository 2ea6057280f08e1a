import { Resource } from "sst";
import { StreamRecord } from "../dynamo/stream-record.ts";
import { sender } from "./client.ts";
import { source } from "./source.ts";

export const relayRetries = sender<StreamRecord>(() => Resource.RelayRetries.url);
export const relayRetriesWorker = /* @__PURE__ */ source(StreamRecord, () => Resource.RelayRetriesWorker);
