import { Resource } from "sst";
import type { Sender } from "../../../core/ports.ts";
import type { ProjectChange } from "../../../core/projects/follow-project.ts";
import { recordOf } from "../dynamo/changes.ts";
import { StreamRecord } from "../dynamo/stream-record.ts";
import { sender } from "./client.ts";
import { source } from "./source.ts";

export const projectChangesRetries = sender<StreamRecord>(() => Resource.ProjectChangesRetries.url);
export const projectChangesRetriesWorker = /* @__PURE__ */ source(StreamRecord, () => Resource.ProjectChangesRetriesWorker);

/** For whoever finds a change of a project that nobody followed: it is followed from here. */
export const projectChanges: Sender<ProjectChange> = {
  send: (changes) => projectChangesRetries.send(changes.map((it) => ({ v: 1, record: recordOf(it) }))),
};
