import { Resource } from "sst";
import { IssueUpdates } from "../../../core/issues/issue-update.ts";
import { sender } from "./client.ts";
import { source } from "./source.ts";

export const issueUpdates = sender<IssueUpdates>(() => Resource.IssueUpdates.url);
export const issueUpdatesWorker = /* @__PURE__ */ source(IssueUpdates, () => Resource.IssueUpdatesWorker);
