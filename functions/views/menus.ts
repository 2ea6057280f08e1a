import { html } from "hono/html";
import { icon } from "./icons.ts";
import type { Content, Html } from "./markup.ts";

export type Choice = { value: string; content: Content; current?: boolean };

type Menu = {
  /** Unique on its page. */
  id: string;
  /** What is chosen: "Owner of WEB-12". */
  label: string;
  /** The id of the form of the page that every choice is sent with, and the name of its value. */
  form: string;
  name: string;
  choices: readonly Choice[];
  /** What is, where it is none of the choices. */
  shown?: Content;
  /** Choices that stand apart, above the others. */
  first?: { title: string; choices: readonly Choice[] } | undefined;
  /** Under the choices: a way to more of them. */
  more?: Content;
  /** Without a border until somebody points at it, as in a row of a table. */
  quiet?: boolean;
};

/** Shows what is, and opens what else there is. The browser opens and closes it; each choice is a button, so no script is needed. */
export function menu({ id, label, form, name, choices, shown, first, more, quiet }: Menu): Html {
  const current = shown ?? choices.find((it) => it.current)?.content ?? "";
  const button = (it: Choice) =>
    html`<button form="${form}" name="${name}" value="${it.value}"${it.current && html` aria-current="true"`}>${it.content}${it.current && icon("check")}</button>`;
  return html`<button class="pick${!quiet && " field-like"}" type="button" popovertarget="${id}"><span class="unseen">${label}: </span>${current}<span class="unseen">, change</span>${icon("down")}</button>
<div class="menu" id="${id}" popover role="group" aria-label="${label}">${first && first.choices.length > 0 && html`<p>${first.title}</p>${first.choices.map(button)}<hr />`}<p>${label}</p>${choices.map(button)}${more && html`<hr />${more}`}</div>`;
}
