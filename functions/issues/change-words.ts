import { html } from "hono/html";
import type { Assignee } from "../../core/issues/group.ts";
import type { IssueUpdate } from "../../core/issues/issue-update.ts";
import type { GroupWithState } from "../../core/issues/ports.ts";
import type { Directory } from "../../core/issues/representation.ts";
import type { Content, Html } from "../views/markup.ts";
import { notice } from "../views/notices.ts";
import { ownerName, statusView } from "./choices.ts";

/** What was done, from how many it was done to. */
export const changedWords = (count: string | null): Content =>
  /^\d{1,3}$/.test(count ?? "") && html`<p>${count === "1" ? "1 issue was changed." : `${count} issues were changed.`}</p>`;

type Names = Pick<Directory, "members" | "teams">;

/** Somebody was quicker: what stays, and what was chosen here. */
export const quickerNotice = (quicker: readonly GroupWithState[], chosen: Content, names: Names): Html =>
  notice(
    "wait",
    html`<h2>Somebody was quicker</h2>${quicker.map(
      (it) =>
        html`<p>${it.group.shortId} was changed since you opened the page: it is ${statusView(it)}, and ${ownerName(it.state.assignee, names)} has it. That stays; you chose ${chosen}. Choose again if you still want it.</p>`,
    )}`,
  );

const STATUSES = {
  resolved: "resolved",
  resolvedInNextRelease: "resolved in the next release",
  unresolved: "unresolved",
  ignored: "archived",
  muted: "archived",
};

/** What somebody chose, as it is told when it was not done. */
export function chosenWords({ assignedTo, status }: IssueUpdate, names: Names): string {
  if (assignedTo === undefined) return status ? STATUSES[status] : "another status";
  const [type, id] = (assignedTo || "").split(":");
  return ownerName(id === undefined ? null : { type: type as Assignee["type"], id: Number(id) }, names);
}

const TICKETS: Record<string, string> = {
  linked: "is linked. Lockstep compares the two at once; this page shows how they fare.",
  created: "was created, and is linked.",
  unlinked: "is not linked any more. It stays in its tracker as it is.",
  again: "is being compared. This page shows how it went.",
};

/** What was done with a ticket on the page before. */
export const issueNotice = (done: string | null, ticket: string | null): Content =>
  done !== null && Object.hasOwn(TICKETS, done) && html`<p>${(ticket ?? "The ticket").slice(0, 60)} ${TICKETS[done]}</p>`;
