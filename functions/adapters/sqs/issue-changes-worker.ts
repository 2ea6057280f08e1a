import { Resource } from "sst";
import { source } from "./source.ts";

export const issueChangesWorker = source(() => Resource.IssueChangesWorker);
