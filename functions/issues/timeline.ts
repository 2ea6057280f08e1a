import { html } from "hono/html";
import type { Activity } from "../../core/issues/activity.ts";
import { hiddenFormToken } from "../views/forms.ts";
import { type IconName, icon } from "../views/icons.ts";
import type { Content, Html } from "../views/markup.ts";
import { panel } from "../views/panels.ts";
import { time } from "../views/time.ts";
import { actorOf, deedOf } from "./activity-words.ts";
import { causeOf, iconOf, type Told } from "./causes.ts";

/** Of a text that somebody wrote. */
const CHARACTERS = 4096;
/** What is shown at once. */
const SHOWN = 30;

type Timeline = Told & {
  activities: readonly Activity[];
  firstSeen: number;
  firstRelease: string | null;
  now: number;
  /** For whoever may write. */
  note: { path: string; formToken: string; version: number; text: string } | null;
};

/** What happened and why, newest first; it ends with what every issue begins with. */
export function timeline({ activities, firstSeen, firstRelease, now, note, ...told }: Timeline): Html {
  const shown = activities.slice(0, SHOWN);
  const cut = activities.length > shown.length && item("rule", html`Older changes are not shown here`, null);
  return panel({
    id: "history",
    title: "What happened and why",
    content: html`<ol class="timeline">${shown.map((it) => entry(it, told, now))}${cut}
${item("bug", "First seen", html`${time(firstSeen, now)}${firstRelease && ` · ${firstRelease}`}`)}</ol>`,
    footer: note && writing(note, told.tickets.length > 0),
  });
}

function entry(activity: Activity, told: Told, now: number): Html {
  const { directory } = told;
  const cause = causeOf(activity, told);
  const quote = activity.type === "note" && html`<blockquote>${String(activity.data.text).slice(0, CHARACTERS)}</blockquote>`;
  return item(
    iconOf(activity),
    html`<strong>${actorOf(activity, directory)}</strong> ${deedOf(activity, directory)}${quote}`,
    html`${time(activity.createdAt, now)}${cause && html` · ${cause}`}`,
  );
}

const item = (shape: IconName, what: Content, when: Content): Html =>
  html`<li><span class="dot">${icon(shape)}</span><div>${what}${when && html`<p class="soft">${when}</p>`}</div></li>
`;

const writing = ({ path, formToken, version, text }: NonNullable<Timeline["note"]>, isLinked: boolean): Html =>
  html`<form class="stack tight" method="post" action="${path}" data-in-place>${hiddenFormToken(formToken)}<input type="hidden" name="version" value="${version}" />
<div class="field"><label for="note">Add a note</label><textarea class="input" id="note" name="text" rows="2" maxlength="4096" required>${text}</textarea>${isLinked && html`<p class="hint">It also becomes a comment on its tickets, where comments are switched on.</p>`}</div>
<div><button class="btn">Add note</button></div></form>`;
