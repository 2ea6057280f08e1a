import { Resource } from "sst";
import type { IssueUpdates } from "../../../core/messages.ts";
import { sender } from "./client.ts";

export const issueUpdates = sender<IssueUpdates>(() => Resource.IssueUpdates.url);
