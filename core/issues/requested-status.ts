import { Invalid } from "../errors.ts";
import type { GroupState, Status, StatusDetails, Substatus } from "./group.ts";
import type { IssueUpdate } from "./issue-update.ts";
import type { GroupWithState } from "./ports.ts";

/** What a request wants a status to be, for each issue by itself. */
export type RequestedStatus = { status: Status; of: (issue: GroupWithState) => Pick<GroupState, "substatus" | "statusDetails"> };

/** An issue that is younger is new again when it is taken out of the archive (behaviour §8.3). */
const NEW_FOR = 7 * 86_400_000;
const ARCHIVED = ["archived_until_escalating", "archived_until_condition_met", "archived_forever"] as const;

/**
 * The status that an update asks for (behaviour §8.2, §8.3); null when it is not about the status. `now` in milliseconds
 * since the Unix epoch; `newestRelease` of the issues' project, where `asksForRelease`. Throws Invalid for details that do not go with the status, or that not all of these issues can have.
 */
export function requestedStatus(
  update: IssueUpdate,
  issues: readonly GroupWithState[],
  { now, newestRelease }: { now: number; newestRelease: string | null },
): RequestedStatus | null {
  const resolution = resolutionOf(update);
  const condition = conditionOf(update, now);
  const status = update.status ?? (resolution ? "resolved" : undefined);
  const isResolved = status === "resolved" || status === "resolvedInNextRelease";
  if (resolution && !isResolved) throw refused("A release or a commit goes with the status resolved.");
  if (condition && status !== "ignored" && status !== "muted") throw refused("A duration or a count goes with the status ignored.");
  switch (status) {
    case undefined:
      return null;
    case "resolved":
    case "resolvedInNextRelease":
      return resolved(status === "resolved" ? resolution : { type: "in_next_release" }, issues, newestRelease);
    case "unresolved": {
      const given = update.substatus && !isArchived(update.substatus) ? update.substatus : null;
      return { status, of: (issue) => ({ substatus: given ?? unarchived(issue, now), statusDetails: null }) };
    }
    case "ignored":
    case "muted": {
      const given = update.substatus && isArchived(update.substatus) ? update.substatus : "archived_until_escalating";
      return { status: "ignored", of: (issue) => archived(issue, given, condition, now) };
    }
  }
}

/** Whether it takes the project's newest release to say what an update asks for. */
export const asksForRelease = ({ status, statusDetails }: IssueUpdate): boolean =>
  status === "resolvedInNextRelease" ||
  Boolean(statusDetails?.inNextRelease || statusDetails?.inUpcomingRelease || statusDetails?.inRelease === "latest");

const refused = (message: string): Invalid => new Invalid(message, { fields: { statusDetails: [message] } });

type Resolution =
  | { type: "in_next_release" }
  | { type: "in_release"; release: string }
  | { type: "in_commit"; commit: string; repository: string };

function resolutionOf({ statusDetails: details }: IssueUpdate): Resolution | null {
  if (details?.inNextRelease || details?.inUpcomingRelease) return { type: "in_next_release" };
  if (details?.inRelease !== undefined) return { type: "in_release", release: details.inRelease };
  return details?.inCommit ? { type: "in_commit", ...details.inCommit } : null;
}

/** In a project without a release nothing is newer than it: an issue is resolved at once. "latest" has to be one. */
function resolved(resolution: Resolution | null, issues: readonly GroupWithState[], newest: string | null): RequestedStatus {
  const byRelease = resolution && resolution.type !== "in_commit";
  if (byRelease && new Set(issues.map((it) => it.group.projectId)).size > 1) {
    throw refused("Issues of several projects cannot be resolved in one release.");
  }
  const latest = resolution?.type === "in_release" && resolution.release === "latest";
  if (latest && newest === null) throw refused("The project has no release so far: there is no latest one.");
  const detailsOf = (): StatusDetails | null => {
    if (resolution?.type === "in_next_release") return newest === null ? null : { ...resolution, release: newest };
    return latest && newest !== null ? { type: "in_release", release: newest } : (resolution as StatusDetails | null);
  };
  return { status: "resolved", of: () => ({ substatus: null, statusDetails: detailsOf() }) };
}

type Condition = { until: number | null; count: number | null; window: number | null };

function conditionOf(update: IssueUpdate, now: number): Condition | null {
  const given = { ...withoutNull(update), ...withoutNull(update.statusDetails ?? {}) };
  const duration = given.ignoreDuration ?? update.snoozeDuration ?? null;
  const count = given.ignoreCount ?? null;
  if (count === null && given.ignoreWindow != null) throw refused("ignoreWindow goes with an ignoreCount.");
  if (duration === null && count === null) return null;
  return { until: duration === null ? null : now + duration * 60_000, count, window: given.ignoreWindow ?? null };
}

const withoutNull = <T extends object>(value: T): T => Object.fromEntries(Object.entries(value).filter(([, it]) => it != null)) as T;

const isArchived = (substatus: Substatus): substatus is (typeof ARCHIVED)[number] => ARCHIVED.some((it) => it === substatus);

function archived({ group }: GroupWithState, substatus: Substatus, condition: Condition | null, now: number) {
  if (!condition) return { substatus, statusDetails: null };
  const { until, count, window } = condition;
  const events = count === null ? null : { count, window, counted: group.count, since: now };
  return { substatus: "archived_until_condition_met" as const, statusDetails: { type: "until" as const, until, events } };
}

const unarchived = ({ group, state }: GroupWithState, now: number): Substatus =>
  state.status === "ignored" && now - group.firstSeen < NEW_FOR ? "new" : "ongoing";
