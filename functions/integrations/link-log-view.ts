import { html } from "hono/html";
import type { LogEntry, Outcome } from "../../core/integrations/link-log.ts";
import type { LinkAt } from "../../core/integrations/out-of-step.ts";
import type { Activity } from "../../core/issues/activity.ts";
import type { Assignee } from "../../core/issues/group.ts";
import type { Member, Team } from "../../core/organizations/organization.ts";
import { type IconName, icon } from "../views/icons.ts";
import type { Content, Html } from "../views/markup.ts";
import { table } from "../views/tables.ts";
import { time } from "../views/time.ts";

type Names = { members: readonly Member[]; teams: readonly Team[] };

const COLUMNS = [
  { label: "When", fit: true },
  { label: "Direction", fit: true },
  { label: "Change" },
  { label: "Result" },
  { label: "Delivery" },
] as const;

/** What became of each change of a link's issue, newest first; without a change nothing is there to tell. */
export function linkLogView(link: LinkAt, entries: readonly LogEntry[], names: Names, now: number): Html {
  const title = `Log of ${link.issue?.shortId ?? "the issue"} and ${link.ticket.key}`;
  const host = new URL(link.integration.baseUrl).host;
  return html`<div class="panel" id="log"><header><h3>${title}</h3><span class="small soft">the newest 50 changes of the issue</span></header>${
    entries.length === 0
      ? html`<p class="pad soft">Nobody has changed its owner or its status yet.</p>`
      : table({ caption: title, columns: COLUMNS, rows: entries.map((it) => row(it, host, names, now)) })
  }</div>`;
}

const row = ({ activity, direction, outcome, detail, delivery }: LogEntry, host: string, names: Names, now: number): Content[] => [
  html`<span class="soft nowrap">${time(activity.sourceTime, now)}</span>`,
  direction === "from-ticket"
    ? html`<span class="glyph">${icon("left", { tone: "soft" })}from ${host}</span>`
    : html`<span class="glyph">${icon("right", { tone: "soft" })}to ${host}</span>`,
  html`<span class="two-lines"><span class="change">${changeOf(activity, names)}</span><span class="small soft">${byWhom(activity, names)}</span></span>`,
  html`<span class="two-lines">${resultOf(outcome, direction)}${detail && html`<span class="small soft">${detail}</span>`}</span>`,
  delivery === null ? html`<span class="soft">–</span>` : html`<span class="mono">${delivery.slice(0, 40)}</span>`,
];

const RESULTS: Record<Outcome, { shape: IconName; tone: string; words: string }> = {
  taken: { shape: "check", tone: "good", words: "The ticket has it" },
  "under-way": { shape: "clock", tone: "wait", words: "On its way" },
  "not-taken": { shape: "cross", tone: "bad", words: "Not taken" },
  waits: { shape: "clock", tone: "wait", words: "Waits" },
  replaced: { shape: "off", tone: "off", words: "A later decision stands" },
  "kept-here": { shape: "pause", tone: "off", words: "Kept here" },
  before: { shape: "pause", tone: "off", words: "Before they were linked" },
};

function resultOf(outcome: Outcome, direction: LogEntry["direction"]): Html {
  const { shape, tone, words } = RESULTS[outcome];
  return html`<span class="state ${tone}">${icon(shape)}${outcome === "taken" && direction === "from-ticket" ? "Taken" : words}</span>`;
}

function changeOf({ type, before, after, statusBefore }: Activity, names: Names): string {
  if (type === "note") return "a note";
  if (type === "assigned" || type === "unassigned")
    return `owner ${before === undefined ? "" : `${nameOf(before, names)} `}→ ${nameOf(after.assignee, names)}`;
  return `status ${statusBefore ? `${statusBefore} ` : ""}→ ${after.status}`;
}

function nameOf(assignee: Assignee | null, { members, teams }: Names): string {
  if (!assignee) return "nobody";
  if (assignee.type === "team") return `team ${teams.find((it) => it.id === assignee.id)?.slug ?? assignee.id}`;
  return members.find((it) => it.userId === assignee.id)?.name || "somebody who is gone";
}

function byWhom({ origin }: Activity, { members }: Names): string {
  switch (origin.kind) {
    case "user":
      return members.find((it) => it.userId === origin.userId)?.name || "Somebody who is gone";
    case "integration":
      return "In a tracker";
    case "rule":
      return "A rule of ownership";
    case "system":
      return "Lockstep";
  }
}
