import type { Assignee } from "../issues/group.ts";
import type { IssueUpdate } from "../issues/issue-update.ts";
import type { GroupWithState } from "../issues/ports.ts";
import type { PressRead } from "./ports.ts";
import { plain } from "./reply.ts";

/** What came of it, in a sentence: what is true now, also where somebody decided otherwise since. */
export function outcomeOf({ group, state }: GroupWithState, update: IssueUpdate, { chosen, team }: PressRead): string {
  const name = plain(group.shortId);
  const later = " since you pressed, by a later decision.";
  if (update.assignedTo === "") return state.assignee ? `${name} got another owner${later}` : `${name} has no owner now.`;
  if (update.assignedTo) {
    const wanted: Assignee | null = team ? { type: "team", id: team.id } : chosen && { type: "user", id: chosen.userId };
    const same = wanted?.type === state.assignee?.type && wanted?.id === state.assignee?.id;
    const whose = team ? `#${plain(team.slug)}` : plain(chosen?.name ?? "");
    return same ? `Assignee has been updated: ${name} belongs to ${whose}.` : `${name} got another owner${later}`;
  }
  if (update.status !== state.status) return `${name} is ${state.status === "ignored" ? "archived" : state.status}${later}`;
  if (state.status === "resolved") {
    if (state.statusDetails?.type === "in_next_release") return `${name} will be resolved in the next release.`;
    if (state.statusDetails?.type === "in_release") return `${name} is resolved in the current release.`;
    return `${name} has been resolved.`;
  }
  if (state.status === "unresolved") return `${name} has been marked as ongoing.`;
  if (state.substatus === "archived_forever") return `${name} is archived for good.`;
  if (state.statusDetails?.type !== "until") return `${name} is archived until it escalates.`;
  const { until, events } = state.statusDetails;
  const within = events?.window ? ` within ${events.window / 60} h` : "";
  const ends = [until !== null && `until <t:${Math.floor(until / 1000)}:f>`, events && `until it has ${events.count} more errors${within}`];
  return `${name} is archived ${ends.filter((it) => it).join(", or ")}.`;
}
