import { html } from "hono/html";
import { dsn, type Project, type ProjectKey } from "../../core/projects/project.ts";
import type { FormErrors } from "../edges/form-errors.ts";
import type { PageReply } from "../edges/page.ts";
import { copyButton } from "../views/copy-button.ts";
import { field, hiddenFormToken } from "../views/forms.ts";
import type { Content, Html } from "../views/markup.ts";
import { formFailed } from "../views/notices.ts";
import { facts, panel, shell } from "../views/panels.ts";
import { projectPage } from "../views/project-pages.ts";
import { state } from "../views/states.ts";
import { table, twoLines } from "../views/tables.ts";
import { time } from "../views/time.ts";
import { snippets } from "./snippets.ts";

type KeysDocument = {
  slug: string;
  formToken: string;
  project: Project;
  keys: readonly ProjectKey[];
  publicUrl: string;
  mayWrite: boolean;
  mayRemove: boolean;
  errors: FormErrors;
  typed: string;
  notice: string | null;
  /** Milliseconds since the Unix epoch. */
  now: number;
};

const DONE: Record<string, string> = {
  created: "The project is there, with a key. Put one of the lines below into your application, and its first error shows up here.",
  added: "The key is there, and takes events at once.",
  on: "The key takes events again, within a minute.",
  off: "The key takes no events any more, within a minute.",
  removed: "The key is gone; whoever sends with it is refused within a minute.",
};

/** Whom a project takes events from: its keys, what to put into an application, and what was refused so far. */
export function keysDocument(input: KeysDocument): PageReply {
  const { slug, formToken, project, keys, publicUrl, mayWrite, errors, typed, notice, now } = input;
  const { path, tabs, title, trail } = projectPage(slug, project, "keys/");
  const first = [...keys].sort((a, b) => Number(b.active) - Number(a.active) || a.createdAt - b.createdAt)[0];
  return {
    ...{ title, trail },
    about: "An SDK sends errors to a key’s address, the DSN. It may stand in public code: it lets in errors, and shows nothing.",
    done: notice !== null && Object.hasOwn(DONE, notice) && html`<p>${DONE[notice]}</p>`,
    failed: formFailed(errors),
    main: html`${tabs}
${panel({
  id: "keys",
  title: "Keys",
  content:
    keys.length === 0
      ? html`<p class="pad soft">Without a key nothing can be sent.</p>`
      : table({
          caption: "Keys of the project",
          columns: [{ label: "Key" }, { label: "DSN" }, { label: "State" }, { label: "Change", unseen: true, fit: true }],
          rows: keys.map((it) => row(it, input, path)),
        }),
  footer: mayWrite && create(path, formToken, errors, typed),
})}
${first && setUp(first, publicUrl)}
${panel({ id: "refused", title: "Refused", content: html`<div class="pad">${refused(project, now)}</div>` })}`,
  };
}

function row(key: ProjectKey, { publicUrl, formToken, mayWrite, mayRemove, now }: KeysDocument, path: string): Content[] {
  const { id, name, active, createdAt, rateLimit } = key;
  const limit = rateLimit ? `, at most ${rateLimit.count.toLocaleString("en")} in ${rateLimit.window} s` : "";
  const named = html`<span class="unseen"> ${name}</span>`;
  return [
    twoLines(name, html`made ${time(createdAt, now)}${limit}`),
    html`<span class="row keep"><input class="input mono" readonly aria-label="DSN of ${name}" value="${dsn(publicUrl, key)}" />${copyButton(`the DSN of ${name}`)}</span>`,
    active ? state("working", "Takes events") : state("paused", "Switched off"),
    mayWrite &&
      html`<form class="row keep" method="post" action="${path}">${hiddenFormToken(formToken)}<input type="hidden" name="key" value="${id}" />
<button class="btn" name="action" value="${active ? "off" : "on"}">${active ? "Switch off" : "Switch on"}${named}</button>${mayRemove && html`<button class="btn quiet danger" name="action" value="remove">Remove${named}</button>`}</form>`,
  ];
}

const create = (path: string, formToken: string, errors: FormErrors, typed: string): Html =>
  html`<form class="stack tight" method="post" action="${path}">${hiddenFormToken(formToken)}${field({
    name: "name",
    label: "Another key",
    hint: "One for each application or environment can be switched off alone.",
    errors: errors.name,
    input: (it) => html`<input class="input" required maxlength="64" autocomplete="off" placeholder="Staging" value="${typed}" ${it} />`,
  })}<div class="row"><button class="btn" name="action" value="create">Make a key</button></div></form>`;

const setUp = (key: ProjectKey, publicUrl: string): Html =>
  panel({
    id: "set-up",
    title: "Put it into your application",
    aside: html`<span class="small soft">with the key ${key.name}; one click chooses all of a text</span>`,
    content: html`<div class="pad stack">${snippets(dsn(publicUrl, key)).map(
      ({ name, install, code }) =>
        html`<details${name === "Node" && html` open`}><summary><strong>${name}</strong> <code>${install}</code></summary>${shell(code, `the lines for ${name}`)}</details>`,
    )}</div>`,
  });

function refused({ refused }: Project, now: number): Content {
  if (!refused)
    return html`<p class="soft">Nothing so far. Beyond a key’s rate, and beyond the new issues of a minute, errors are refused and counted here.</p>`;
  return facts([
    ["Requests beyond the rate of a key", refused.requests.toLocaleString("en")],
    ["Errors beyond the new issues of a minute", refused.newIssues.toLocaleString("en")],
    ["The last of them", time(refused.last, now)],
  ]);
}
