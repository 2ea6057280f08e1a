import { html } from "hono/html";
import type { GroupWithState } from "../../core/issues/ports.ts";
import type { Directory } from "../../core/issues/representation.ts";
import type { Document } from "../views/document.ts";
import { hiddenFormToken } from "../views/forms.ts";
import { icon } from "../views/icons.ts";
import type { Content, Html } from "../views/markup.ts";
import { empty } from "../views/notices.ts";
import { time } from "../views/time.ts";
import type { Chips } from "./chips.ts";
import { candidates, ownerName } from "./choices.ts";
import { actorText } from "./chosen.ts";
import { type Asked, filters, listQuery, views } from "./list-filters.ts";
import { listRow } from "./list-row.ts";

export type ListDocument = {
  slug: string;
  formToken: string;
  directory: Directory;
  asked: Asked;
  items: readonly GroupWithState[];
  chips: ReadonlyMap<number, Chips>;
  /** Where the next page begins, and whether this is the first one. */
  next: string | null;
  isFirst: boolean;
  /** Until when was looked, where that was not far enough for a whole page (milliseconds since the Unix epoch). */
  lookedBackTo: number | null;
  /** Why the search was not understood. */
  problem: string | null;
  mayChange: boolean;
  /** Milliseconds since the Unix epoch. */
  now: number;
};

export const listPath = (slug: string): string => `/organizations/${slug}/issues/`;

/** What needs whoever looks: issues, each with owner and status to be changed in place, and what it is linked to. */
export function listDocument(list: ListDocument): Document {
  const { slug, asked, directory, items, problem, now, mayChange, formToken } = list;
  const path = listPath(slug);
  const content = items.length === 0 ? nothing(list, path) : issues(list, path);
  return {
    title: "Issues",
    about: html`As of ${time(now, now)}<span data-scripted hidden>, kept up to date by itself</span>`,
    main: html`${views(path, asked)}
${filters({ path, asked, directory, problem })}
${content}${mayChange && html`<form id="set" method="post" action="${path}" data-in-place>${hiddenFormToken(formToken)}<input type="hidden" name="back" value="${listQuery(asked)}" /></form>`}`,
  };
}

const COLUMNS = ["Issue", "Events", "Status", "Owner", "In step with"];

/** Whoever may change them has them in a form: Enter on a tick changes nothing, as the first button of it does nothing. */
const issues = (list: ListDocument, path: string): Html =>
  list.mayChange
    ? html`<form class="pickable" method="post" action="${path}" data-in-place><button disabled hidden></button>${hiddenFormToken(list.formToken)}<input type="hidden" name="back" value="${listQuery(list.asked)}" />
${listPanel(list, path)}
${bulk(list)}</form>`
    : listPanel(list, path);

const listPanel = (list: ListDocument, path: string): Html => html`<div class="panel">
<table class="table cards issues" role="table"><caption class="unseen">Issues</caption><thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col" class="fit">${list.mayChange ? html`<label class="tick" data-scripted hidden><input class="check" type="checkbox" data-all /><span class="unseen">Choose all on this page</span></label>` : html`<span class="unseen">Choose</span>`}</th>${COLUMNS.map((it) => html`<th role="columnheader" scope="col">${it}</th>`)}</tr></thead><tbody role="rowgroup">
${list.items.map((issue) => listRow({ ...list, issue, path, chips: list.chips.get(issue.group.id) }))}</tbody></table>
${footer(list, path)}</div>`;

function footer({ asked, next, isFirst, lookedBackTo, now }: ListDocument, path: string): Content {
  const back =
    lookedBackTo !== null &&
    html`<span class="small">Looked through until ${time(lookedBackTo, now)}; older ones are on the next page.</span>`;
  const newest = !isFirst && html`<a class="btn" href="${path}${listQuery(asked)}">${icon("left")}Newest</a>`;
  const older = next !== null && html`<a class="btn" href="${path}${listQuery(asked, { cursor: next })}">Older${icon("right")}</a>`;
  return (back || newest || older) && html`<footer>${back}<span class="row">${newest}${older}</span></footer>`;
}

/** Shown as soon as an issue is chosen. */
function bulk({ directory, items }: ListDocument): Html {
  const able = [...new Map(items.flatMap(({ group }) => candidates(directory, group.projectId)).map((it) => [actorText(it), it]))];
  return html`<div class="bulk" role="group" aria-label="Change the chosen issues"><strong>chosen</strong><button class="btn primary" name="act" value="status resolved">${icon("check")}Resolve</button><button class="btn" name="act" value="owner me">Assign to me</button><select class="select fit" name="assignee" aria-label="Assign the chosen to">${able.map(([value, of]) => html`<option value="${value}">${ownerName(of, directory)}</option>`)}<option value="none">Nobody</option></select><button class="btn" name="act" value="owner selected">Assign</button><button class="btn quiet" name="act" value="status ignored">Archive</button></div>`;
}

function nothing({ asked, problem, next, lookedBackTo, now, isFirst, directory, slug }: ListDocument, path: string): Html {
  if (problem !== null)
    return empty({ shape: "search", title: "Nothing was searched", text: "Change the search above, or choose one of the views." });
  if (lookedBackTo !== null && next !== null)
    return empty({
      shape: "search",
      title: "Nothing so far",
      text: html`Looked through until ${time(lookedBackTo, now)}.`,
      action: html`<a class="btn" href="${path}${listQuery(asked, { cursor: next })}">Look further back</a>`,
    });
  if (!isFirst) return empty({ shape: "search", title: "No more issues", text: "You have seen the last of them." });
  return empty({
    shape: "bug",
    title: "No issues here",
    text: "Nothing matches this search. Issues come by themselves when an SDK sends an error with a key of a project.",
    action: firstError(directory.projects, slug),
  });
}

/** Where a project says how an SDK sends its errors here, or where one is made. */
function firstError([project]: Directory["projects"], slug: string): Html {
  const all = `/settings/${slug}/projects/`;
  return project === undefined
    ? html`<a class="btn" href="${all}">Make a project</a>`
    : html`<a class="btn" href="${all}${project.slug}/keys/">Send the first error</a>`;
}
