import { html } from "hono/html";
import type { GroupWithState } from "../../core/issues/ports.ts";
import type { Document } from "../views/document.ts";
import { hiddenFormToken } from "../views/forms.ts";
import { icon } from "../views/icons.ts";
import type { Content, Html } from "../views/markup.ts";
import { menu } from "../views/menus.ts";
import { time } from "../views/time.ts";
import { seenText } from "./chosen.ts";
import { eventPanels, noEvent } from "./event-panels.ts";
import type { IssueDocument } from "./issue-looked-at.ts";
import { listPath } from "./list-document.ts";
import { ownership } from "./ownership-panel.ts";
import { timeline } from "./timeline.ts";

/** One issue: whose it is and why, how it stands on every side, what it is, what came before, and what was done about it. */
export function issueDocument(shown: IssueDocument): Document {
  const { issue, directory, activities, latest, tickets, now, mayChange, formToken, written } = shown;
  const { group, state } = issue;
  const list = listPath(directory.organization.slug);
  const path = `${list}${group.id}/`;
  const project = directory.projects.find((it) => it.id === group.projectId);
  return {
    title: `${group.shortId} ${group.title}`.slice(0, 120),
    heading: group.title,
    trail: [{ name: "Issues", path: list }, ...(project ? [{ name: project.name, path: `${list}?project=${project.slug}` }] : [])],
    here: group.shortId,
    about: facts(issue, now),
    actions: mayChange && actions(issue),
    main: html`${ownership(shown, path)}
<div class="two"><div class="stack">
${latest ? eventPanels(latest, list, now) : noEvent()}
</div>
${timeline({
  ...{ activities, firstSeen: group.firstSeen, firstRelease: group.firstRelease, directory, tickets, now },
  note: mayChange ? { path, formToken, version: state.version, text: written } : null,
})}
</div>
${mayChange && html`<form id="set" method="post" action="${path}" data-in-place>${hiddenFormToken(formToken)}</form><form id="ticket" method="post" action="${path}tickets/" data-in-place>${hiddenFormToken(formToken)}</form>`}`,
  };
}

function facts({ group }: GroupWithState, now: number): Content {
  const people = group.userCount === 1 ? "1 person" : `${group.userCount >= 1000 ? "1,000+" : group.userCount} people`;
  return html`<span class="meta all">${group.culprit && html`<span>${group.culprit}</span>`}<span>${group.level}</span><span>${group.count.toLocaleString("en")} ${group.count === 1 ? "event" : "events"}${group.userCount > 0 && `, ${people}`}</span><span>last ${time(group.lastSeen, now)}${group.release && ` in ${group.release}`}</span><span>first ${time(group.firstSeen, now)}${group.firstRelease && ` in ${group.firstRelease}`}</span></span>`;
}

function actions(issue: GroupWithState): Html {
  const value = (word: string) => `${seenText(issue)} ${word}`;
  const button = (word: string, kind: string, content: Content) =>
    html`<button class="btn${kind && ` ${kind}`}" form="set" name="status" value="${value(word)}">${content}</button>`;
  const archive = menu({
    ...{ id: "archive", label: "Archive", form: "set", name: "status", shown: "Archive" },
    choices: [
      { value: value("hour"), content: "For an hour" },
      { value: value("day"), content: "For a day" },
      { value: value("week"), content: "For a week" },
      { value: value("hundred"), content: "Until 100 more events" },
      { value: value("ignored"), content: "For good" },
    ],
  });
  const { status } = issue.state;
  return html`<div class="row full">${
    status === "unresolved"
      ? html`${button("resolved", "primary", html`${icon("check")}Resolve`)}${button("next", "", "In next release")}`
      : button("unresolved", "primary", html`${icon("open")}Open again`)
  }${status !== "ignored" && archive}</div>`;
}
