import type { Activity } from "../../core/issues/activity.ts";
import type { Member, Team } from "../../core/organizations/organization.ts";

type Names = { members: readonly Member[]; teams: readonly Team[] };

/** Who did something to an issue, as one reads it. */
export function actorOf({ origin }: Pick<Activity, "origin">, { members }: Pick<Names, "members">): string {
  switch (origin.kind) {
    case "user": {
      const member = members.find((it) => it.userId === origin.userId);
      return member?.name || member?.email || "Somebody who is gone";
    }
    case "integration":
      return "The tracker";
    case "rule":
      return "A rule of ownership";
    case "system":
      return "Lockstep";
  }
}

/** What was done. */
export function deedOf({ type, data, before, origin }: Pick<Activity, "type" | "data" | "before" | "origin">, names: Names): string {
  switch (type) {
    case "assigned":
      if (origin.kind === "user" && data.assigneeType === "user" && data.assignee === String(origin.userId)) return "took it";
      return `gave it to ${ownerOf(data, names)}`;
    case "unassigned":
      return before ? "left it without an owner" : "took nobody for its owner";
    case "set_resolved":
      return "resolved it";
    case "set_resolved_in_release":
      return data.inNextRelease ? "resolved it in the next release" : `resolved it in ${data.version}`;
    case "set_unresolved":
      return "opened it";
    case "set_ignored":
      return "archived it";
    case "set_regression":
      return "saw it come back";
    case "set_escalating":
      return "saw it escalate";
    case "merge":
      return `merged ${data.shortIds ?? "other issues"} into it`;
    case "create_issue":
      return `linked ${data.label ?? data.title ?? "a ticket"}`;
    case "note":
      return "wrote";
  }
}

function ownerOf({ assignee, assigneeType, assigneeEmail }: Activity["data"], { members, teams }: Names): string {
  if (assigneeType === "team") return `team ${teams.find((it) => String(it.id) === assignee)?.slug ?? assignee}`;
  const member = members.find((it) => String(it.userId) === assignee);
  return member?.name || String(member?.email ?? assigneeEmail ?? assignee);
}
