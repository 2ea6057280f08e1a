import { html } from "hono/html";
import type { GroupWithState } from "../../core/issues/ports.ts";
import { hiddenFormToken } from "../views/forms.ts";
import { icon } from "../views/icons.ts";
import type { Content, Html } from "../views/markup.ts";
import { menu } from "../views/menus.ts";
import { time } from "../views/time.ts";
import { seenText } from "./chosen.ts";

/** What can be decided of an issue's status: now, in a release, or until something happens. */
export function actions(issue: GroupWithState, path: string, formToken: string): Html {
  const value = (word: string) => `${seenText(issue)} ${word}`;
  const button = (word: string, kind: string, content: Content) =>
    html`<button class="btn${kind && ` ${kind}`}" form="set" name="status" value="${value(word)}">${content}</button>`;
  const choice = (word: string, content: Content) => ({ value: value(word), content });
  const { status } = issue.state;
  const inRelease =
    issue.group.release === null
      ? button("next", "", "In next release")
      : menu({
          ...{ id: "release", label: "Resolve in a release", form: "set", name: "status", shown: "In a release" },
          choices: [choice("next", "In the next release"), choice("latest", "In the newest release")],
        });
  const archive = menu({
    ...{ id: "archive", label: "Archive", form: "set", name: "status", shown: "Archive" },
    choices: [
      choice("escalates", "Until it escalates"),
      choice("hour", "For an hour"),
      choice("day", "For a day"),
      choice("week", "For a week"),
      choice("hundred", "Until 100 more events"),
      choice("ignored", "For good"),
    ],
    more: until(value("until"), path, formToken),
  });
  return html`<div class="row full">${
    status === "unresolved"
      ? html`${button("resolved", "primary", html`${icon("check")}Resolve`)}${inRelease}`
      : button("unresolved", "primary", html`${icon("open")}Open again`)
  }${status !== "ignored" && archive}</div>`;
}

/** As many as somebody types. */
const until = (
  value: string,
  path: string,
  formToken: string,
): Html => html`<form class="until" method="post" action="${path}" data-in-place>${hiddenFormToken(formToken)}<input type="hidden" name="status" value="${value}" />
<p><label for="many">Until so many more have passed</label></p><div class="row"><input class="input" type="number" id="many" name="many" min="1" max="9999" value="10" required /><select class="select" name="unit" aria-label="Of what"><option value="events">events</option><option value="hours">hours</option><option value="days">days</option></select><button class="btn">Archive</button></div></form>`;

/** What an issue's status waits for, or refers to; nothing where it is what it says. */
export function statusDetail({ state }: GroupWithState, now: number): Content {
  const { status, substatus, statusDetails: of } = state;
  if (of?.type === "in_next_release") return html`in the release after ${of.release}`;
  if (of?.type === "in_release") return html`in ${of.release}`;
  if (of?.type === "in_commit") return html`in the commit ${of.commit.slice(0, 12)}`;
  if (of?.type === "until") {
    const events = of.events && html`until ${of.events.count.toLocaleString("en")} more ${of.events.count === 1 ? "event" : "events"}`;
    const later = of.until !== null && html`until ${time(of.until, now)}`;
    return html`${later}${later && events && ", or "}${events}`;
  }
  if (status !== "ignored") return null;
  return substatus === "archived_until_escalating" ? "until it escalates" : "for good";
}
