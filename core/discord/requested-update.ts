import type { IssueUpdate } from "../issues/issue-update.ts";
import type { Control } from "./custom-id.ts";
import type { PressPlace, PressRead } from "./ports.ts";
import { plain } from "./reply.ts";

/** Whom somebody chose from a list; null where it was nobody. */
export function chosenOf({ action }: Control, [value = ""]: readonly string[]): Pick<PressPlace, "chosen" | "teamId"> {
  const account = action === "assign_user" && /^\d{1,20}$/.test(value) ? value : null;
  const [, team = null] = action === "assign_team" ? (/^team:(\d{1,16})$/.exec(value) ?? []) : [];
  return { chosen: account, teamId: team === null ? null : Number(team) };
}

const ARCHIVES: Record<string, IssueUpdate> = {
  escalating: { status: "ignored", substatus: "archived_until_escalating" },
  hour: { status: "ignored", statusDetails: { ignoreDuration: 60 } },
  day: { status: "ignored", statusDetails: { ignoreDuration: 1440 } },
  week: { status: "ignored", statusDetails: { ignoreDuration: 10_080 } },
  forever: { status: "ignored", substatus: "archived_forever" },
};

const RESOLUTIONS: Record<string, IssueUpdate> = {
  immediately: { status: "resolved" },
  inNextRelease: { status: "resolved", statusDetails: { inNextRelease: true } },
  inCurrentRelease: { status: "resolved", statusDetails: { inRelease: "latest" } },
};

const NOTHING = "Nothing was chosen. Press the button again and choose something from the list.";

/** What the issue is to become (behaviour §9.5), or a sentence where that cannot be said. */
export function updateOf({ action }: Control, values: readonly string[], { chosen, team }: PressRead): IssueUpdate | string {
  const [value = ""] = values;
  switch (action) {
    case "assign_user":
      if (value === "") return NOTHING;
      if (!chosen?.active) return "Who you chose has not linked a Discord account here. They can with `/link`; then choose again.";
      return { assignedTo: `user:${chosen.userId}` };
    case "assign_team":
      if (value === "") return NOTHING;
      return team ? { assignedTo: `team:${team.id}` } : "That team is gone. Press Assign again for a new list.";
    case "unassign":
      return { assignedTo: "" };
    case "resolve":
      return pick(RESOLUTIONS, values.length > 0 ? value : "immediately");
    case "archive":
      return pick(ARCHIVES, value);
    default:
      return { status: "unresolved", substatus: "ongoing" };
  }
}

const pick = (from: Record<string, IssueUpdate>, value: string): IssueUpdate | string =>
  Object.hasOwn(from, value) ? (from[value] as IssueUpdate) : value === "" ? NOTHING : `There is no ${plain(value)} to choose here.`;
