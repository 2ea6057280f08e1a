import { html, raw } from "hono/html";
import { icon } from "./icons.ts";
import type { Content, Html } from "./markup.ts";

type Field = {
  name: string;
  label: Content;
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
${errors.length > 0 && fault(`${name}-error`, errors)}
</div>`;
}

/** What is wrong with a control, which names this by its `aria-describedby`. */
export const fault = (id: string, errors: readonly string[]): Html =>
  html`<p class="fault" id="${id}">${icon("warn")}${errors.join(" ")}</p>`;

type Check = { name: string; label: string; checked: boolean; hint?: Content };

export const check = ({ name, label, checked, hint }: Check): Html => html`<div class="choice">
<input class="check" type="checkbox" id="${name}" name="${name}" value="on"${checked && raw(" checked")}${hint && html` aria-describedby="${name}-hint"`} />
<div><label for="${name}">${label}</label>${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}</div>
</div>`;

export const hiddenFormToken = (token: string): Html => html`<input type="hidden" name="form_token" value="${token}" />`;

/** Answers that a field proposes; what is not among them can be typed all the same. */
export const suggestions = (id: string, texts: readonly string[]): Html =>
  html`<datalist id="${id}">${texts.map((it) => html`<option value="${it}"></option>`)}</datalist>`;
