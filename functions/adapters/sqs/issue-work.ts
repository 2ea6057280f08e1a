import { Resource } from "sst";
import * as z from "zod";
import { IssueUpdates } from "../../../core/issues/issue-update.ts";
import { GroupMerge, Snooze } from "../../../core/messages.ts";
import { now } from "../clock.ts";
import { LONGEST_DELAY, sender } from "./client.ts";
import { source } from "./source.ts";

/** All that is rare and takes longer than a request: what each message is, its fields say. */
const IssueWork = z.union([Snooze, GroupMerge, IssueUpdates]);

export const issueUpdates = sender<IssueUpdates>(() => Resource.IssueWork.url);
export const groupMerges = sender<GroupMerge>(() => Resource.IssueWork.url);
/** A message waits a quarter of an hour at most; whoever gets one too early sends it again. */
export const snoozes = sender<Snooze>(() => Resource.IssueWork.url, {
  delaySeconds: ({ until }) => Math.min(LONGEST_DELAY, Math.max(0, Math.ceil((until - now()) / 1000))),
});

export const issueWorkWorker = /* @__PURE__ */ source(IssueWork, () => Resource.IssueWorkWorker);
