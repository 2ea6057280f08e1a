import { Resource } from "sst";
import type { GroupMerge } from "../../../core/messages.ts";
import { sender } from "./client.ts";

export const groupMerges = sender<GroupMerge>(() => Resource.GroupMerges.url);
