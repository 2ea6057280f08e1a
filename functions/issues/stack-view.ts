import { html } from "hono/html";
import { sourceOf } from "../../core/events/entries.ts";
import type { ErrorEvent, ExceptionValue, Frame } from "../../core/events/event.ts";
import type { Content, Html } from "../views/markup.ts";

/** Deep stacks are cut: what failed is at their end. The source is open of the first of your own frames that has some. */
const FRAMES = 50;
const LINE = 160;
/** So many frames of libraries in a row stand behind one line. */
const FOLDED = 3;

/** What was thrown, the outermost first, each with its frames, the one where it failed first. */
export const stackView = ({ exceptions }: ErrorEvent): Content =>
  exceptions.length === 0 ? html`<p class="pad soft">It came without a stack.</p>` : html`${exceptions.toReversed().map(exceptionView)}`;

function exceptionView(exception: ExceptionValue): Html {
  const frames = exception.frames.slice(-FRAMES).reverse();
  const withSource = frames.filter((it) => sourceOf(it).length > 0);
  const open = withSource.find((it) => it.inApp) ?? withSource[0];
  return html`${heading(exception)}<div class="frames">${runs(frames).map((run) => (run.length >= FOLDED && !run[0]?.inApp ? folded(run) : run.map((it) => frameView(it, it === open))))}</div>`;
}

function heading({ type, value, mechanism }: ExceptionValue): Content {
  if (type === null && value === null) return "";
  const caught = mechanism?.handled === false ? "nobody caught it" : mechanism?.handled && "caught";
  const how = mechanism?.type && mechanism.type !== "generic" && mechanism.type.slice(0, 100);
  return html`<div class="pad"><h3 class="mono">${[type, value?.slice(0, 1000)].filter((it) => it).join(": ")}</h3>${(caught || how) && html`<p class="small soft">${[caught, how].filter((it) => it).join(" · ")}</p>`}</div>`;
}

/** Frames in their order, those of libraries that follow each other together. */
function runs(frames: readonly Frame[]): Frame[][] {
  const all: Frame[][] = [];
  for (const it of frames) {
    const last = all.at(-1);
    if (last && !it.inApp && !last[0]?.inApp) last.push(it);
    else all.push([it]);
  }
  return all;
}

const folded = (run: readonly Frame[]): Html =>
  html`<details><summary class="soft">${run.length} frames of libraries</summary>${run.map((it) => frameView(it, false))}</details>`;

function frameView(frame: Frame, isOpen: boolean): Html {
  const source = sourceOf(frame);
  if (source.length === 0) return html`<p class="frame-line">${placeOf(frame)}</p>`;
  return html`<details${isOpen && html` open`}><summary>${placeOf(frame)}</summary><div class="source" tabindex="0" role="region" aria-label="Source around line ${frame.line}"><ol>${source.map(([number, text]) => lineView(number, text.slice(0, LINE), number === frame.line))}</ol></div></details>`;
}

/** Read out too, as a mark is. */
const lineView = (number: number, text: string, failed: boolean): Html =>
  html`<li${failed && html` class="here"`}><span>${number}</span>${failed ? html`<mark>${text}</mark>` : text}</li>`;

function placeOf({ filename, module, package: library, function: name, line, column, inApp }: Frame): Html {
  const at = [filename ?? module ?? library ?? "unknown place", line, column].filter((it) => it !== null).join(":");
  return html`<span class="strong">${name ?? "?"}</span> <span class="mono soft">${at}</span>${inApp && html`<span class="tag">your code</span>`}`;
}
