import { Resource } from "sst";
import { StreamRecord } from "../dynamo/stream-record.ts";
import { sender } from "./client.ts";
import { source } from "./source.ts";

export const projectChangesRetries = sender<StreamRecord>(() => Resource.ProjectChangesRetries.url);
export const projectChangesRetriesWorker = /* @__PURE__ */ source(StreamRecord, () => Resource.ProjectChangesRetriesWorker);
