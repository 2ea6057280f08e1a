import { html } from "hono/html";
import { icon } from "./icons.ts";
import type { Content, Html } from "./markup.ts";

type Menu = {
  /** Unique on its page. */
  id: string;
  /** What is chosen: "Owner of WEB-12". */
  label: string;
  /** The id of the form of the page that every choice is sent with, and the name of its value. */
  form: string;
  name: string;
  choices: readonly { value: string; content: Content; current?: boolean }[];
};

/** Shows what is, and opens what else there is. The browser opens and closes it; each choice is a button, so no script is needed. */
export function menu({ id, label, form, name, choices }: Menu): Html {
  const current = choices.find((it) => it.current)?.content ?? "";
  const buttons = choices.map(
    (it) =>
      html`<button form="${form}" name="${name}" value="${it.value}"${it.current && html` aria-current="true"`}>${it.content}${it.current && icon("check")}</button>`,
  );
  return html`<button class="pick field-like" type="button" popovertarget="${id}"><span class="unseen">${label}: </span>${current}<span class="unseen">, change</span>${icon("down")}</button>
<div class="menu" id="${id}" popover role="group" aria-label="${label}"><p>${label}</p>${buttons}</div>`;
}
