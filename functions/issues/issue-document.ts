import { html } from "hono/html";
import { lastDays } from "../../core/issues/days.ts";
import type { GroupWithState } from "../../core/issues/ports.ts";
import { dayBars } from "../views/day-bars.ts";
import type { Document } from "../views/document.ts";
import { hiddenFormToken } from "../views/forms.ts";
import type { Content } from "../views/markup.ts";
import { time } from "../views/time.ts";
import { eventPanels, noEvent } from "./event-panels.ts";
import { actions } from "./issue-actions.ts";
import type { IssueDocument } from "./issue-looked-at.ts";
import { listPath } from "./list-document.ts";
import { ownership } from "./ownership-panel.ts";
import { timeline } from "./timeline.ts";

/** One issue: whose it is and why, how it stands on every side, what it is, what came before, and what was done about it. */
export function issueDocument(shown: IssueDocument): Document {
  const { issue, directory, activities, event, tickets, now, mayChange, formToken, written } = shown;
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
    actions: mayChange && actions(issue, path, formToken),
    main: html`${ownership(shown, path)}
<div class="two"><div class="stack">
${event ? eventPanels(event, { list, path, now }) : noEvent()}
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
  return html`<span class="meta all">${group.culprit && html`<span>${group.culprit}</span>`}<span>${group.level}</span><span class="figure">${dayBars(lastDays(group.days ?? {}, now))}<span>${group.count.toLocaleString("en")} ${group.count === 1 ? "event" : "events"}${group.userCount > 0 && `, ${people}`}</span></span><span>last ${time(group.lastSeen, now)}${group.release && ` in ${group.release}`}</span><span>first ${time(group.firstSeen, now)}${group.firstRelease && ` in ${group.firstRelease}`}</span></span>`;
}
