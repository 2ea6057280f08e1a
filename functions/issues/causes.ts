import { html } from "hono/html";
import type { Activity } from "../../core/issues/activity.ts";
import type { Directory } from "../../core/issues/representation.ts";
import type { IconName } from "../views/icons.ts";
import type { Content, Html } from "../views/markup.ts";
import { ticketLink } from "../views/states.ts";
import { time } from "../views/time.ts";
import { actorOf } from "./activity-words.ts";
import { ownerName } from "./choices.ts";
import type { TicketShown } from "./tickets-shown.ts";

export type Told = { directory: Directory; tickets: readonly TicketShown[] };

const ICONS: Record<Activity["type"], IconName> = {
  assigned: "person",
  unassigned: "person",
  set_resolved: "done",
  set_resolved_in_release: "flag",
  set_unresolved: "open",
  set_ignored: "mute",
  set_regression: "back",
  set_escalating: "pulse",
  merge: "bug",
  create_issue: "plug",
  note: "note",
};

export const iconOf = ({ type, origin }: Activity): IconName => (origin.kind === "rule" ? "rule" : ICONS[type]);

/** What made somebody or something do it; nothing where that is all told by who did it. */
export function causeOf({ type, origin, data }: Activity, { tickets }: Told): Content {
  switch (origin.kind) {
    case "user":
      return data.integration ? `in ${data.integration === "discord" ? "Discord" : data.integration}` : null;
    case "integration":
      return html`because ${ticketOf(origin, tickets)} was changed there`;
    case "rule":
      return html`the rule <code>${origin.rule.slice(0, 300)}</code> matched`;
    case "system":
      return type === "set_regression" ? "an event came after it was resolved" : type === "set_unresolved" ? "its archive ended" : null;
  }
}

function ticketOf({ integrationId, ticketId }: { integrationId: number; ticketId: string }, tickets: readonly TicketShown[]): Content {
  const found = tickets.find((it) => it.link.integrationId === integrationId && it.link.ticketId === ticketId);
  return found ? ticketLink(found.health.ticket.key, found.health.ticket.url) : "a ticket that is not linked any more";
}

/** Whose it is, as the last change of it says, and why; `activities` newest first. */
export function ownerCause(
  owner: Activity["before"],
  activities: readonly Activity[],
  told: Told & { now: number },
): { now: Html; before: Content } {
  const changes = activities.filter((it) => it.type === "assigned" || it.type === "unassigned");
  const [last, earlier] = changes;
  const name = ownerName(owner ?? null, told.directory);
  const who = owner ? html`<strong>${name}</strong> has this` : html`<strong>Nobody</strong> has this`;
  if (!last)
    return { now: html`${who}${owner ? ", and has had it for longer than is told here." : ": nobody was ever chosen."}`, before: null };
  const had = last.before ? ownerName(last.before, told.directory) : "nobody";
  const why = earlier && last.before ? html`, ${reasonOf(earlier, told, last.before)}` : null;
  return {
    now: html`${who}, ${reasonOf(last, told, owner ?? null)}, ${time(last.createdAt, told.now)}.`,
    before: html`Before that: ${had}${why}.`,
  };
}

/** "because …", of who got it or lost it. */
function reasonOf(activity: Activity, told: Told, owner: Activity["before"]): Html {
  const { origin, data } = activity;
  const actor = actorOf(activity, told.directory);
  switch (origin.kind) {
    case "user": {
      const where = data.integration === "discord" ? " in Discord" : "";
      if (!owner) return html`because ${actor} took it away${where}`;
      if (owner.type === "user" && owner.id === origin.userId) return html`because ${actor} took it${where}`;
      return html`because ${actor} chose so${where}`;
    }
    case "integration":
      return html`because ${owner ? "that is who has" : "nobody has"} ${ticketOf(origin, told.tickets)}`;
    case "rule":
      return html`by the rule <code>${origin.rule.slice(0, 300)}</code>`;
    case "system":
      return html`as Lockstep found`;
  }
}
