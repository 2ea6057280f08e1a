import { html } from "hono/html";
import { frame, gate, type Visitor } from "./frame.ts";
import { sprite } from "./icons.ts";
import type { Content, Html } from "./markup.ts";
import { errorSummary, type Failed, notice } from "./notices.ts";
import { SCRIPT_INTEGRITY, SCRIPT_NAME } from "./script.ts";
import { SHEET_INTEGRITY, SHEET_NAME } from "./style/sheet.ts";

/** A page: what it is about, and what is on it. */
export type Document = {
  /** In the window's title, and the heading where no other is given. */
  title: string;
  heading?: string;
  /** The pages above this one. */
  trail?: readonly { name: string; path: string }[];
  /** What this page is called at the end of its trail, where the title is too long for that. */
  here?: string;
  /** A sentence under the heading. */
  about?: Content;
  /** Buttons beside the heading. */
  actions?: Content;
  /** Why what was sent did not work: the title says that it failed, and a summary has the focus. */
  failed?: Failed | undefined;
  /** What was done. */
  done?: Content;
  /** Before all else: what somebody has to know of what they did. */
  told?: Content;
  main: Content;
  /** Text and fields, which are hard to read over the whole width. */
  narrow?: boolean;
  /** The page as it is, for its browser to ask whether it still is. */
  tag?: string | undefined;
  /** Of a page in somebody else's frame: what that asks it to load. No other page has one. */
  script?: string;
};

/** Whoever is signed in gets the navigation around it. */
export async function renderDocument(document: Document, visitor?: Visitor): Promise<string> {
  const { title, failed } = document;
  const content = html`${failed && errorSummary(failed)}${document.done && notice("good", document.done)}${document.told}${document.main}`;
  const body = String(
    await (visitor ? frame(visitor, html`${head(document)}\n${content}`, document) : gate(html`${heading(document)}\n${content}`)),
  );
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<title>${failed && "Error: "}${title} · Lockstep</title>
<link rel="stylesheet" href="/assets/${SHEET_NAME}" integrity="${SHEET_INTEGRITY}" />${visitor && html`\n<script src="/assets/${SCRIPT_NAME}" integrity="${SCRIPT_INTEGRITY}" defer></script>`}${document.script && html`\n<script src="${document.script}" async></script>`}
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
`;
  return `${await page}${await sprite(body)}\n${body}\n${visitor ? '<p class="unseen" aria-live="polite" id="told"></p>\n' : ""}</body>\n</html>\n`;
}

const head = (document: Document): Html =>
  html`<div class="head"><div>${trail(document)}${heading(document)}</div>${document.actions}</div>`;

const heading = ({ title, heading = title, about }: Document): Html => html`<h1>${heading}</h1>${about && html`<p>${about}</p>`}`;

const trail = ({ trail = [], title, here = title }: Document): Content =>
  trail.length === 0
    ? ""
    : html`<ol class="trail">${trail.map((it) => html`<li><a href="${it.path}">${it.name}</a></li>`)}<li aria-current="page">${here}</li></ol>`;
