import type { Assignee, Status } from "../../core/issues/group.ts";
import type { IssueUpdate } from "../../core/issues/issue-update.ts";
import type { GroupWithState } from "../../core/issues/ports.ts";
import type { Seen } from "../../core/issues/update-as-seen.ts";

/** How a form says what somebody saw of an issue: `{id} {owner} {status}`, the owner as `user:7`, `team:3` or `none`. */
export const seenText = ({ group, state }: GroupWithState): string => [group.id, actorText(state.assignee), state.status].join(" ");

/** How a form names an owner. */
export const actorText = (of: Assignee | null): string => (of ? `${of.type}:${of.id}` : "none");

/** What `seenText` wrote, and what is behind it; null for anything else. */
export function readSeen(text: string): { seen: Seen; rest: string } | null {
  const [, id, type, owner, status, rest = ""] =
    /^(\d{1,16}) (?:none|(user|team):(\d{1,16})) (unresolved|resolved|ignored)(?: (.{0,100}))?$/.exec(text) ?? [];
  if (id === undefined) return null;
  const assignee = type && owner ? { type: type as Assignee["type"], id: Number(owner) } : null;
  return { seen: { groupId: Number(id), owner: assignee, status: status as Status }, rest };
}

/** What a form's word for an owner asks for: `none` is nobody, `me` whoever chooses; null for anything else. */
export function ownerUpdate(choice: string, userId: number): IssueUpdate | null {
  if (choice === "none") return { assignedTo: "" };
  if (choice === "me") return { assignedTo: `user:${userId}` };
  return /^(user|team):\d{1,16}$/.test(choice) ? { assignedTo: choice } : null;
}

const STATUSES: Record<string, IssueUpdate> = {
  resolved: { status: "resolved" },
  next: { status: "resolvedInNextRelease" },
  unresolved: { status: "unresolved" },
  latest: { status: "resolved", statusDetails: { inRelease: "latest" } },
  ignored: { status: "ignored", substatus: "archived_forever" },
  escalates: { status: "ignored", substatus: "archived_until_escalating" },
  hour: { status: "ignored", statusDetails: { ignoreDuration: 60 } },
  day: { status: "ignored", statusDetails: { ignoreDuration: 24 * 60 } },
  week: { status: "ignored", statusDetails: { ignoreDuration: 7 * 24 * 60 } },
  hundred: { status: "ignored", statusDetails: { ignoreCount: 100 } },
};

/** What a form's word for a status asks for; null for none of them. `until` goes with how many, and of what. */
export function statusUpdate(choice: string, form: Pick<URLSearchParams, "get">): IssueUpdate | null {
  if (choice === "until") return untilUpdate(form.get("many") ?? "", form.get("unit") ?? "");
  return Object.hasOwn(STATUSES, choice) ? (STATUSES[choice] ?? null) : null;
}

const MINUTES: Record<string, number> = { hours: 60, days: 24 * 60 };

function untilUpdate(many: string, unit: string): IssueUpdate | null {
  const count = /^[1-9]\d{0,3}$/.test(many) ? Number(many) : null;
  if (count === null) return null;
  const minutes = Object.hasOwn(MINUTES, unit) ? MINUTES[unit] : undefined;
  if (minutes === undefined && unit !== "events") return null;
  return { status: "ignored", statusDetails: minutes === undefined ? { ignoreCount: count } : { ignoreDuration: count * minutes } };
}

export type Chosen = { seen: Seen[]; update: IssueUpdate };

/** As many as one transaction changes. */
const MOST = 24;

/**
 * What the form of a list asks for: `owner` or `status` has an issue and what was chosen for it, `act` is about all that are named by `issue`.
 * Null for what is no such form.
 */
export function readListed(form: URLSearchParams, userId: number): Chosen | null {
  const [kind, one] = form.has("owner") ? ["owner", form.get("owner")] : ["status", form.get("status")];
  if (one !== null && one !== undefined) {
    const read = readSeen(one);
    const update = read && (kind === "owner" ? ownerUpdate(read.rest, userId) : statusUpdate(read.rest, form));
    return read && update ? { seen: [read.seen], update } : null;
  }
  const [about, word = ""] = (form.get("act") ?? "").split(" ");
  const all = form.getAll("issue").map((it) => readSeen(it)?.seen);
  const seen = all.filter((it) => it !== undefined);
  const update =
    about === "status" ? statusUpdate(word, form) : ownerUpdate(word === "selected" ? (form.get("assignee") ?? "") : word, userId);
  return update && seen.length === all.length && seen.length <= MOST ? { seen, update } : null;
}
