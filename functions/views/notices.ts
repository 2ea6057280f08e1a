import { html, raw } from "hono/html";
import { type IconName, icon } from "./icons.ts";
import type { Content, Html } from "./markup.ts";

type Tone = "good" | "wait" | "bad";
const SHAPES: Record<Tone, IconName> = { good: "done", wait: "clock", bad: "warn" };

/** What happened, what was kept, what to do and the button for it. Whatever went well is read out once the page is there. */
export const notice = (tone: Tone, content: Content, action?: Content): Html =>
  html`<div class="notice ${tone}"${tone === "good" && raw(' role="status"')}>${icon(SHAPES[tone], { tone })}<div>${content}</div>${action}</div>`;

/** What failed, and the fields to look at: `id` of the control, and what is wrong with it. */
export type Failed = { title: Content; text?: Content; fields?: readonly { id: string; text: string }[] };

/** Takes the focus as the page comes (HTML, the autofocus attribute), is read out, and leads to each field. */
export const errorSummary = ({ title, text, fields = [] }: Failed): Html =>
  html`<div class="notice bad" id="errors" role="alert" tabindex="-1" autofocus>${icon("warn", { tone: "bad" })}<div><h2>${title}</h2>${text}
${fields.length > 0 && html`<ul>${fields.map((it) => html`<li><a href="#${it.id}">${it.text}</a></li>`)}</ul>`}</div></div>`;

/** A form of which nothing was taken, because of these fields. */
export const fieldsFailed = (fields: NonNullable<Failed["fields"]>): Failed => ({
  title: fields.length === 1 ? "One field needs another look" : `${fields.length} fields need another look`,
  fields,
});

/** The same of messages by field; what is about no field stands above them. */
export function formFailed(errors: Record<string, readonly string[]>): Failed | undefined {
  const { "": whole, ...fields } = errors;
  const all = Object.entries(fields).map(([id, texts]) => ({ id, text: texts.join(" ") }));
  if (whole) return { title: whole.join(" "), fields: all };
  return all.length > 0 ? fieldsFailed(all) : undefined;
}

/** Nothing here yet: what to do next. */
export const empty = ({ shape, title, text, action }: { shape: IconName; title: string; text: Content; action?: Content }): Html =>
  html`<div class="panel empty">${icon(shape)}<h2>${title}</h2><p>${text}</p>${action && html`<div class="row">${action}</div>`}</div>`;
