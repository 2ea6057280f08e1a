import { Resource } from "sst";
import { source } from "./source.ts";

export const issueUpdatesWorker = source(() => Resource.IssueUpdatesWorker);
