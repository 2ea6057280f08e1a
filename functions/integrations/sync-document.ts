import { html, raw } from "hono/html";
import { type Choices, type MappingRow, projectLabel } from "../../core/integrations/mapping-rows.ts";
import { requiredFieldsText } from "../../core/integrations/required-fields.ts";
import type { Integration, SyncConfig } from "../../core/sync/integration.ts";
import { STRATEGIES, SWITCHES } from "../../core/sync/switches.ts";
import type { Html } from "../edges/document.ts";
import { alert, check, done, field, hiddenFormToken, pages } from "../edges/form.ts";
import type { PageReply } from "../edges/page.ts";

export type SyncDocument = {
  slug: string;
  formToken: string;
  integration: Integration;
  config: SyncConfig;
  rows: readonly MappingRow[];
  page: { number: number; of: number };
  choices: Choices | { unavailable: Html };
  problem?: string | undefined;
  /** The required fields as they were typed, where they were not taken. */
  typed?: string | null;
  saved?: boolean;
};

/** behaviour §2.1 as a form. Statuses are typed with suggestions, so that a Jira with hundreds of them still fits a small page. */
export function syncDocument({
  slug,
  formToken,
  integration,
  config,
  rows,
  page,
  choices,
  problem,
  typed,
  saved,
}: SyncDocument): PageReply {
  const base = `/settings/${slug}/integrations/${integration.id}/`;
  return {
    title: "What is kept in step",
    main: html`
<p><a href="${base}">← ${new URL(integration.baseUrl).host}</a></p>
${saved && done(html`<p>Saved.</p>`)}
${problem && alert(html`<p>${problem}</p><p>Nothing was saved.</p>`)}
<form method="post" action="${base}sync/">
${hiddenFormToken(formToken)}<input type="hidden" name="page" value="${page.number}" />
<fieldset><legend>Switches</legend>
${SWITCHES.map((it) => check({ ...it, checked: config[it.name] }))}
</fieldset>
${field({
  name: "resolution_strategy",
  label: "A ticket that is done resolves its issues",
  input: (attributes) => html`<select ${attributes}>
${STRATEGIES.map(({ value, label }) => html`<option value="${value}"${value === config.resolution_strategy && raw(" selected")}>${label}</option>`)}
</select>`,
})}
<h2>Statuses in Jira</h2>
${
  "unavailable" in choices
    ? html`${alert(choices.unavailable)}<p>The statuses stay as they are until Jira answers; everything else can be saved.</p>`
    : html`${mapping(rows, choices)}${page.of > 1 && pages(`${base}sync/`, page)}${requiredFields(typed ?? requiredFieldsText(config.required_fields ?? {}, choices))}`
}
<div class="actions"><button>Save</button></div>
</form>`,
  };
}

const requiredFields = (text: string): Html =>
  field({
    name: "required_fields",
    label: "Fields that Jira asks for",
    hint: html`Where a workflow wants a field filled in on the way to a status: one a line, for example <code>APP resolution = Done</code>`,
    input: (attributes) => html`<textarea rows="3" spellcheck="false" ${attributes}>${text}</textarea>`,
  });

const mapping = (rows: readonly MappingRow[], { projects, statuses }: Choices): Html => html`
<p>For each Jira project: the status that a ticket gets when its issue is resolved, and the one when it is open again. Clear a line to drop its
project; the empty line adds one.</p>
${suggestions("projects", projects.map(projectLabel))}${suggestions(
  "statuses",
  statuses.map((it) => it.name),
)}
<div class="wide"><table>
<thead><tr><th scope="col">Jira project</th><th scope="col">Resolved</th><th scope="col">Open again</th></tr></thead>
<tbody>${[...rows, { project: "", onResolve: "", onUnresolve: "" }].map(mappingRow)}</tbody>
</table></div>`;

/** What does not fit is not suggested, and can be typed all the same. */
const SUGGESTED = 80;
const suggestions = (id: string, texts: readonly string[]): Html =>
  html`<datalist id="${id}">${texts.slice(0, SUGGESTED).map((it) => html`<option value="${it}"></option>`)}</datalist>`;

function mappingRow({ project, onResolve, onUnresolve, errors = [] }: MappingRow, at: number): Html {
  const number = at + 1;
  const invalid = errors.length > 0 && html` aria-invalid="true" aria-describedby="row-${number}-error"`;
  const input = (name: string, label: string, value: string, list: string) =>
    html`<td><input type="text" name="${name}" list="${list}" value="${value}" aria-label="${label}, line ${number}" autocomplete="off"${invalid} /></td>`;
  return html`<tr>${input("project", "Jira project", project, "projects")}${input("on_resolve", "Resolved", onResolve, "statuses")}${input("on_unresolve", "Open again", onUnresolve, "statuses")}</tr>
${errors.length > 0 && html`<tr><td colspan="3"><p class="error" id="row-${number}-error">${errors.join(" ")}</p></td></tr>`}`;
}
