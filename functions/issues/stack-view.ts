import { html } from "hono/html";
import { sourceOf } from "../../core/events/entries.ts";
import type { ErrorEvent, ExceptionValue, Frame } from "../../core/events/event.ts";
import type { Content, Html } from "../views/markup.ts";

/** Deep stacks are cut: what failed is at their end. The source is shown of the last frames that have some. */
const FRAMES = 50;
const SOURCES = 5;
const LINE = 160;

/** What was thrown, the outermost first, each with its frames, the one where it failed first */
export const stackView = ({ exceptions }: ErrorEvent): Content =>
  exceptions.length === 0 ? html`<p class="pad soft">It came without a stack.</p>` : html`${exceptions.toReversed().map(exceptionView)}`;

function exceptionView(exception: ExceptionValue): Html {
  const frames = exception.frames.slice(-FRAMES).reverse();
  const open = new Set(frames.filter((it) => sourceOf(it).length > 0).slice(0, SOURCES));
  return html`<div class="pad stack tight">
${heading(exception)}
${frames.map((it) => (open.has(it) ? sourceView(it) : html`<p class="small${!it.inApp && " soft"}">${placeOf(it)}</p>`))}</div>`;
}

function heading({ type, value, mechanism }: ExceptionValue): Content {
  if (type === null && value === null) return "";
  const caught = mechanism?.handled === false && html` <span class="state bad">Nobody caught it</span>`;
  return html`<h3>${type ?? "Message"}${caught}</h3>${value && html`<p>${value.slice(0, 1000)}</p>`}`;
}

const sourceView = (frame: Frame): Html =>
  html`<details open><summary class="small">${placeOf(frame)}</summary>
<pre class="source">${sourceOf(frame).map(([number, text]) => lineView(number, text.slice(0, LINE), number === frame.line))}</pre></details>`;

/** Read out too, as a mark is. */
const lineView = (number: number, text: string, failed: boolean): Html => {
  const line = html`<span class="soft">${String(number).padStart(5)}</span>  ${text}`;
  return failed ? html`<mark>${line}</mark>\n` : html`${line}\n`;
};

function placeOf({ filename, module, package: library, function: name, line, column, inApp }: Frame): Html {
  const at = [filename ?? module ?? library ?? "unknown place", line, column].filter((it) => it !== null).join(":");
  return html`<code>${name ?? "?"}</code> in ${at}${!inApp && " (library)"}`;
}
