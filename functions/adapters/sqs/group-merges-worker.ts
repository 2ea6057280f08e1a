import { Resource } from "sst";
import { source } from "./source.ts";

export const groupMergesWorker = source(() => Resource.GroupMergesWorker);
