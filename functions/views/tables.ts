import { html } from "hono/html";
import type { Content, Html } from "./markup.ts";

type Column = {
  label: string;
  /** Said to screen readers alone, as over a column of buttons. */
  unseen?: boolean;
  /** No wider than what is in it. */
  fit?: boolean;
  /** Its cells are controls: even the first one is named on a card. */
  control?: boolean;
  /** Numbers, which stand under each other by their last digit. */
  num?: boolean;
};

type Table = {
  caption: string;
  columns: readonly Column[];
  /** A cell for each column; the first says what the row is about. */
  rows: readonly (readonly Content[])[];
  /** What is opened under a row, by its place. */
  inside?: { at: number; content: Content } | undefined;
};

/**
 * A row becomes a card on a narrow screen, each cell with the name of its column before it. The roles are written out: browsers forget
 * those of a table that is displayed as something else.
 */
export const table = ({ caption, columns, rows, inside }: Table): Html => html`<table class="table cards" role="table">
<caption class="unseen">${caption}</caption>
<thead role="rowgroup"><tr role="row">${columns.map(heading)}</tr></thead>
<tbody role="rowgroup">${rows.map((cells, row) => {
  const isOpen = inside?.at === row;
  const under = isOpen && html`<tr role="row" class="inside"><td role="cell" colspan="${columns.length}">${inside.content}</td></tr>\n`;
  return html`<tr role="row"${isOpen && html` class="open"`}>${cells.map((it, at) => cell(it, at, columns[at]))}</tr>\n${under}`;
})}</tbody>
</table>`;

const heading = ({ label, unseen, fit, num }: Column): Html =>
  html`<th role="columnheader" scope="col"${(fit || num) && html` class="${[fit && "fit", num && "num"].filter((it) => it).join(" ")}"`}>${unseen ? html`<span class="unseen">${label}</span>` : label}</th>`;

function cell(content: Content, at: number, column: Column | undefined): Html {
  const isNamed = column && !column.unseen && (at > 0 || column.control);
  const label = isNamed && html` data-label="${column.label}"`;
  if (at === 0) return html`<th role="rowheader" scope="row"${label}><div>${content}</div></th>`;
  return html`<td role="cell"${column?.num && html` class="num"`}${label}><div>${content}</div></td>`;
}

/** A name, and underneath what may be skipped. */
export const twoLines = (first: Content, second: Content): Html =>
  html`<span class="two-lines"><span class="strong">${first}</span><span class="small soft">${second}</span></span>`;

/** The pages of a list that is cut, counted from 1. */
export const pagination = (path: string, { number, of }: { number: number; of: number }): Html => html`<nav class="row" aria-label="Pages">
<span class="soft">Page ${number} of ${of}</span>${number > 1 && html`<a class="btn" href="${path}?page=${number - 1}">Previous</a>`}${number < of && html`<a class="btn" href="${path}?page=${number + 1}">Next</a>`}</nav>`;
