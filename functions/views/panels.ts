import { html } from "hono/html";
import { copyButton } from "./copy-button.ts";
import type { Content, Html } from "./markup.ts";

type Panel = {
  /** Unique on its page. */
  id: string;
  title: Content;
  /** Beside the title. */
  aside?: Content;
  content: Content;
  footer?: Content;
};

export const panel = ({ id, title, aside, content, footer }: Panel): Html => html`<section class="panel" aria-labelledby="${id}">
<header><h2 id="${id}">${title}</h2>${aside}</header>
${content}
${footer && html`<footer>${footer}</footer>`}</section>`;

/** Names and what they stand for. */
export const facts = (all: readonly (readonly [name: string, value: Content])[]): Html =>
  html`<dl class="facts">${all.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;

type Tab = { name: string; path: string; current: boolean };

/** The pages of one thing: they are links. */
export const tabs = (label: string, all: readonly Tab[]): Html =>
  html`<nav class="tabs" aria-label="${label}">${all.map((it) => html`<a href="${it.path}"${it.current && html` aria-current="page"`}>${it.name}</a>`)}</nav>`;

/** Steps of something that takes several pages; `current` counts from 1. */
export const steps = (names: readonly string[], current: number): Html =>
  html`<ol class="steps" aria-label="Steps">${names.map((name, at) => html`<li${at + 1 === current && html` aria-current="step"`}>${name}</li>`)}</ol>`;

/** What somebody has to copy letter for letter, chosen by one click; `what` it is stands on the button that copies it. */
export const shell = (text: string, what = "this text"): Html => html`<div class="shell"><pre>${text}</pre>${copyButton(what)}</div>`;
