import { html, raw } from "hono/html";
import type { SyncConfig } from "../../core/sync/integration.ts";
import { SWITCHES } from "../../core/sync/switches.ts";
import type { Html } from "../edges/document.ts";
import { alert, check, done, field, hiddenFormToken } from "../edges/form.ts";
import type { PageReply } from "../edges/page.ts";

/** A Jira project with its two statuses, as text: what people read and may type. */
export type MappingRow = { project: string; onResolve: string; onUnresolve: string; errors?: readonly string[] };
export type SyncDocument = {
  slug: string;
  formToken: string;
  id: number;
  host: string;
  config: SyncConfig;
  rows: readonly MappingRow[];
  /** What to choose from; null where Jira could not be asked, with the reason. */
  choices: { projects: readonly string[]; statuses: readonly string[] } | { unavailable: Html };
  problem?: string;
  saved?: boolean;
};

const STRATEGIES: [SyncConfig["resolution_strategy"], string][] = [
  ["resolve", "at once"],
  ["resolve_current_release", "in the current release"],
  ["resolve_next_release", "in the next release"],
];

/** behaviour §2.1 as a form. Statuses are typed with suggestions, so that a Jira with hundreds of them still fits a small page. */
export function syncDocument({ slug, formToken, id, host, config, rows, choices, problem, saved }: SyncDocument): PageReply {
  return {
    title: "What is kept in step",
    main: html`
<p><a href="/settings/${slug}/integrations/${id}/">← ${host}</a></p>
${saved && done(html`<p>Saved.</p>`)}
${problem && alert(html`<p>${problem}</p><p>Nothing was saved.</p>`)}
<form method="post" action="/settings/${slug}/integrations/${id}/sync/">
${hiddenFormToken(formToken)}
<fieldset><legend>Switches</legend>
${SWITCHES.map((it) => check({ ...it, checked: config[it.name] }))}
</fieldset>
${field({
  name: "resolution_strategy",
  label: "A ticket that is done resolves its issues",
  input: (attributes) => html`<select ${attributes}>
${STRATEGIES.map(([value, label]) => html`<option value="${value}"${value === config.resolution_strategy && raw(" selected")}>${label}</option>`)}
</select>`,
})}
<h2>Statuses in Jira</h2>
${
  "unavailable" in choices
    ? html`${alert(choices.unavailable)}<p>The statuses can be changed when Jira answers again; everything else can be saved.</p>`
    : mapping(rows, choices)
}
<div class="actions"><button>Save</button></div>
</form>`,
  };
}

const mapping = (
  rows: readonly MappingRow[],
  { projects, statuses }: { projects: readonly string[]; statuses: readonly string[] },
): Html => html`
<p>For each Jira project: the status that a ticket gets when its issue is resolved, and when it is open again. To drop a project, clear its
line. To add one, use the empty line at the end.</p>
<datalist id="projects">${projects.map((it) => html`<option value="${it}"></option>`)}</datalist>
<datalist id="statuses">${statuses.map((it) => html`<option value="${it}"></option>`)}</datalist>
<div class="wide"><table>
<thead><tr><th scope="col">Jira project</th><th scope="col">Resolved</th><th scope="col">Open again</th></tr></thead>
<tbody>${[...rows, { project: "", onResolve: "", onUnresolve: "" }].map(mappingRow)}</tbody>
</table></div>`;

function mappingRow({ project, onResolve, onUnresolve, errors = [] }: MappingRow, at: number): Html {
  const number = at + 1;
  const invalid = errors.length > 0 && html` aria-invalid="true" aria-describedby="row-${number}-error"`;
  const input = (name: string, label: string, value: string, list: string) =>
    html`<td><input type="text" name="${name}" list="${list}" value="${value}" aria-label="${label}, line ${number}" autocomplete="off"${invalid} /></td>`;
  return html`<tr>${input("project", "Jira project", project, "projects")}${input("on_resolve", "Resolved", onResolve, "statuses")}${input("on_unresolve", "Open again", onUnresolve, "statuses")}</tr>
${errors.length > 0 && html`<tr><td colspan="3"><p class="error" id="row-${number}-error">${errors.join(" ")}</p></td></tr>`}`;
}
