import { Resource } from "sst";
import { GroupMerge } from "../../../core/messages.ts";
import { sender } from "./client.ts";
import { source } from "./source.ts";

export const groupMerges = sender<GroupMerge>(() => Resource.GroupMerges.url);
export const groupMergesWorker = /* @__PURE__ */ source(GroupMerge, () => Resource.GroupMergesWorker);
