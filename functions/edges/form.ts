import { html, raw } from "hono/html";
import type { Html } from "./document.ts";

/** Text with markup in it, from `html` only. */
type Content = Html | string;

type Field = {
  name: string;
  label: string;
  hint?: Content;
  /** Shown with the field and tied to it, so that a screen reader says them when it gets there. */
  errors?: readonly string[] | undefined;
  /** The control, with these attributes: id, name, and what describes it. */
  input: (attributes: Html) => Html;
};

export function field({ name, label, hint, errors = [], input }: Field): Html {
  const described = [hint && `${name}-hint`, errors.length > 0 && `${name}-error`].filter((it) => it).join(" ");
  const attributes = html`id="${name}" name="${name}"${described && html` aria-describedby="${described}"`}${errors.length > 0 && raw(' aria-invalid="true"')}`;
  return html`<div class="field">
<label for="${name}">${label}</label>
${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
${input(attributes)}
${errors.length > 0 && html`<p class="error" id="${name}-error">${errors.join(" ")}</p>`}
</div>`;
}

type Check = { name: string; label: string; checked: boolean; hint?: Content; value?: string };

export const check = ({ name, label, checked, hint, value = "on" }: Check): Html => html`<div class="check">
<input type="checkbox" id="${name}" name="${name}" value="${value}"${checked && raw(" checked")}${hint && html` aria-describedby="${name}-hint"`} />
<div><label for="${name}">${label}</label>${hint && html`<span class="hint" id="${name}-hint">${hint}</span>`}</div>
</div>`;

/** What went wrong, read out as soon as the page is there. */
export const alert = (content: Html): Html => html`<div class="alert" role="alert">${content}</div>`;

export const done = (content: Html): Html => html`<div class="done" role="status">${content}</div>`;

export const hiddenFormToken = (token: string): Html => html`<input type="hidden" name="form_token" value="${token}" />`;

export const pages = (path: string, { number, of }: { number: number; of: number }): Html => html`<nav class="actions" aria-label="Pages">
<span>Page ${number} of ${of}</span>${number > 1 && html`<a href="${path}?page=${number - 1}">Previous</a>`}${number < of && html`<a href="${path}?page=${number + 1}">Next</a>`}</nav>`;
