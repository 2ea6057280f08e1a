import { html, raw } from "hono/html";
import { scopeInWords } from "../../core/organizations/access.ts";
import type { DraftExplained, LineFault } from "../../core/ownership/draft.ts";
import { type AutoAssignment, autoAssignmentName, type Ownership } from "../../core/ownership/ownership.ts";
import { ownerText, type RuleOwner } from "../../core/ownership/rule.ts";
import type { FormErrors } from "../edges/form-errors.ts";
import type { PageReply } from "../edges/page.ts";
import { field, hiddenFormToken } from "../views/forms.ts";
import type { Content, Html } from "../views/markup.ts";
import { formFailed, notice } from "../views/notices.ts";
import { panel } from "../views/panels.ts";
import { projectPage } from "../views/project-pages.ts";
import { time } from "../views/time.ts";
import { explanationView, type Names } from "./explanation-view.ts";

export type Typed = { raw: string; autoAssignment: string; text: string; event: string };

type OwnershipDocument = {
  slug: string;
  formToken: string;
  project: { slug: string; name: string };
  ownership: Ownership;
  typed: Typed;
  faults: readonly LineFault[];
  /** Owners that the rules name and that cannot own here. */
  unknown: readonly RuleOwner[];
  explained: (DraftExplained & Names) | null;
  imported: readonly { id: string; lines: number; skipped: number; updatedAt: number }[];
  mayWrite: boolean;
  errors: FormErrors;
  saved: boolean;
  /** Milliseconds since the Unix epoch. */
  now: number;
};

/** Who owns what, by rules; what is wrong with each line; and what the rules, as they are typed, say of a path or an event. */
export function ownershipDocument(input: OwnershipDocument): PageReply {
  const { slug, formToken, project, ownership, typed, faults, unknown, explained, errors, saved, now } = input;
  const { path, tabs, title, trail } = projectPage(slug, project, "ownership/");
  const lines = faults.map((it) => (it.line === 0 ? it.text : `Line ${it.line}, column ${it.column}: ${it.text}.`));
  const all = { ...errors, ...(lines.length > 0 && { raw: lines.slice(0, SHOWN) }) };
  return {
    ...{ title, trail },
    about: "The last line that matches says who owns an issue.",
    done: saved && html`<p>Saved. The next event is judged by it.</p>`,
    failed: formFailed(all),
    main: html`${tabs}${ownership.stopped && notice("bad", html`<h2>The rules are switched off</h2><p>Whoever runs Lockstep has stopped them: they make nobody an owner, whatever they say. What was assigned stays.</p>`)}
<form class="stack" method="post" action="${path}">${hiddenFormToken(formToken)}<input type="hidden" name="version" value="${ownership.version}" />
${editor(input, all.raw)}
${tester(typed, errors, path)}
</form>
${explained && explanationView(explained, explained)}
${unknown.length > 0 && strangers(unknown)}
${files(input.imported, now)}`,
  };
}

/** Of more faults than this the first are shown. */
const SHOWN = 20;
const CHOICES: AutoAssignment[] = ["Auto Assign to Issue Owner", "Turn off Auto-Assignment"];
const WORDS: Partial<Record<string, string>> = {
  "Auto Assign to Issue Owner": "Assign it, while nobody has it",
  "Turn off Auto-Assignment": "Suggest the owner only",
};

const editor = ({ typed, ownership, mayWrite, now }: OwnershipDocument, faults: readonly string[] | undefined): Html =>
  panel({
    id: "rules",
    title: "Rules",
    aside: html`<span class="small soft">${ownership.updatedAt === null ? "not written yet" : html`saved ${time(ownership.updatedAt, now)}`}</span>`,
    content: html`<div class="pad stack">${field({
      name: "raw",
      label: "One rule a line",
      hint: html`A pattern and its owners: <code>path:src/pay/* ada@example.com #payments</code>. Instead of <code>path</code>: <code>module</code>, <code>url</code>, <code>tags.name</code>.`,
      errors: faults,
      input: (it) => html`<textarea class="input mono" rows="12" spellcheck="false" wrap="off" ${it}>\n${typed.raw}</textarea>`,
    })}${field({
      name: "autoAssignment",
      label: "When an event comes of an issue that somebody owns",
      input: (it) =>
        html`<select class="select fit" ${it}>${CHOICES.map((one) => html`<option value="${one}"${one === typed.autoAssignment && raw(" selected")}>${WORDS[one]}</option>`)}</select>`,
    })}</div>`,
    footer: mayWrite
      ? html`<button class="btn primary" name="action" value="save">Save</button>`
      : html`<span class="hint">You may try rules, not save them: your token lacks ${scopeInWords("project:write")}.</span>`,
  });

const tester = (typed: Typed, errors: FormErrors, path: string): Html =>
  panel({
    id: "try",
    title: "Who would own it?",
    aside: html`<span class="small soft">by the rules as they stand above, saved or not</span>`,
    content: html`<div class="pad stack">${field({
      name: "text",
      label: "A path, a module or an address",
      hint: "As a line of a stack trace has it, or the page on which it happened.",
      errors: errors.text,
      input: (it) =>
        html`<input class="input mono" maxlength="2048" autocomplete="off" spellcheck="false" placeholder="src/pay/checkout.ts" value="${typed.text}" ${it} />`,
    })}${field({
      name: "event",
      label: "Or the id of an event",
      errors: errors.event,
      input: (it) => html`<input class="input mono" maxlength="40" autocomplete="off" spellcheck="false" value="${typed.event}" ${it} />`,
    })}</div>`,
    footer: html`<button class="btn" name="action" value="explain" formaction="${path}#explained">Explain</button>`,
  });

const strangers = (unknown: readonly RuleOwner[]): Html =>
  panel({
    id: "strangers",
    title: "Owners that cannot own here",
    content: html`<div class="pad stack tight"><p>They are no members, or no team of theirs has the project; rules that name them alone make nobody an owner.</p><p class="row">${unknown
      .slice(0, SHOWN)
      .map((it) => html`<code>${ownerText(it)}</code>`)}${unknown.length > SHOWN && `and ${unknown.length - SHOWN} more`}</p></div>`,
  });

const files = (imported: OwnershipDocument["imported"], now: number): Content =>
  imported.length > 0 &&
  panel({
    id: "imported",
    title: "Imported CODEOWNERS files",
    content: html`<ul class="pad stack tight">${imported.map(
      (it) =>
        html`<li>${it.lines} rules, ${it.skipped === 0 ? "every line understood" : `${it.skipped} lines that give none`} <span class="soft">saved ${time(it.updatedAt, now)}</span></li>`,
    )}</ul>`,
    footer: "A rule above wins over a line of these. They are imported over the API.",
  });

/** What is typed, or what is saved where nothing is. */
export const typedOf = (form: URLSearchParams | null, saved: { raw: string | null; ownership: Ownership }): Typed => ({
  raw: form?.get("raw") ?? saved.raw ?? "",
  autoAssignment: form?.get("autoAssignment") ?? autoAssignmentName(saved.ownership),
  text: form?.get("text")?.trim().slice(0, 2048) ?? "",
  event: form?.get("event")?.trim().slice(0, 40) ?? "",
});
