import { html } from "hono/html";
import { hiddenFormToken } from "../../../../functions/views/forms.ts";
import type { Content, Html } from "../../../../functions/views/markup.ts";
import { menu } from "../../../../functions/views/menus.ts";
import { owner } from "../../../../functions/views/people.ts";
import { issueStatus } from "../../../../functions/views/states.ts";
import { PEOPLE } from "../people.ts";

/** The one form of the page that every choice of a menu is sent with. */
const FORM = "set";
export const choicesForm = (token: string): Html => html`<form id="${FORM}" method="post">${hiddenFormToken(token)}</form>`;

export const person = (name: string | null): Html => {
  if (name === null) return owner(null);
  const id = PEOPLE.find((it) => it.name === name)?.id ?? 0;
  return owner({ kind: name.startsWith("#") ? "team" : "user", id, name: name.replace("#", "") });
};

/** Whom to choose: somebody of the demo organization, or nobody. `prefix` is what the value begins with. */
export const ownerMenu = (of: { id: string; label: string; name: string; prefix?: string; current: string | null }): Html =>
  menu({
    ...{ id: of.id, label: `Owner of ${of.label}`, form: FORM, name: of.name },
    choices: [
      ...(of.current?.startsWith("#") ? [{ value: "", content: person(of.current), current: true }] : []),
      ...PEOPLE.map((it) => ({
        value: `${of.prefix ?? ""}${it.account}`,
        content: person(it.name),
        current: it.name === of.current,
      })),
      { value: of.prefix ?? "", content: person(null), current: of.current === null },
    ],
  });

export const statusMenu = (of: { id: string; label: string; current: string }): Html =>
  menu({
    ...{ id: of.id, label: `Status of ${of.label}`, form: FORM, name: "status" },
    choices: (["unresolved", "resolved", "ignored"] as const).map((it) => ({
      value: it,
      content: issueStatus(it),
      current: it === of.current,
    })),
  });

type Button = { name?: string; value: string; content: Content; className?: string };

/** Buttons that each do one thing. */
export const buttons = (token: string, all: readonly Button[], className = "row"): Html =>
  html`<form class="${className}" method="post">${hiddenFormToken(token)}${all.map(
    (it) =>
      html`<button class="btn${it.className && ` ${it.className}`}" name="${it.name ?? "do"}" value="${it.value}">${it.content}</button>`,
  )}</form>`;
