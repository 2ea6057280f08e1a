import { html, raw } from "hono/html";
import { type Choices, type MappingRow, projectLabel } from "../../core/integrations/mapping-rows.ts";
import type { PathRow, Toward } from "../../core/integrations/path-rows.ts";
import { fault } from "../views/forms.ts";
import type { Content, Html } from "../views/markup.ts";

/** Statuses that are offered for one way; one with more is typed in one line. */
const CHOSEN = 4;
/** Options that all lists of the page may have: beyond that statuses are typed, as those of the projects are. */
const MOST_OPTIONS = 240;
const TOWARD: [Toward, string][] = [
  ["on_resolve", "to Resolved"],
  ["on_unresolve", "to Open again"],
];
const EMPTY: PathRow = { project: "", toward: "on_resolve", steps: [] };

/** Where a workflow leads to a status only through others: which those are, for each project that has its two statuses. */
export function statusPaths(paths: readonly PathRow[], rows: readonly MappingRow[], choices: Choices): Html | false {
  if (rows.length === 0) return false;
  const names = [...new Set(choices.statuses.map((it) => it.name))];
  const lines = [...paths, EMPTY];
  const projects = rows.map((it) => it.project).filter((it) => it !== "");
  const fits = lines.length * (CHOSEN * names.length + projects.length) <= MOST_OPTIONS && lines.every((it) => it.steps.length <= CHOSEN);
  return html`<fieldset class="stack tight" aria-describedby="paths-hint"><legend>Ways through several statuses</legend>
<p class="hint" id="paths-hint">Where a workflow does not lead straight to a status: those on the way, in their order${!fits && html`, parted by <code>&gt;</code>`}.</p>
${lines.map((it, at) => line(it, at + 1, { projects: labelled(projects, choices), names: fits ? names : null }))}
</fieldset>`;
}

/** Lines are read by any name of a project, and offered by its label. */
const labelled = (projects: readonly string[], choices: Choices): string[] =>
  projects.map((text) => {
    const found = choices.projects.find((it) => [it.key, it.id].includes(text));
    return found ? projectLabel(found) : text;
  });

function line(
  { project, toward, steps, errors = [] }: PathRow,
  number: number,
  { projects, names }: { projects: readonly string[]; names: readonly string[] | null },
): Html {
  const invalid = errors.length > 0 && html` aria-invalid="true" aria-describedby="path-${number}-error"`;
  const known = project === "" || projects.includes(project) ? projects : [project, ...projects];
  const step = (at: number) =>
    select(`path_step_${number}_${at + 1}`, `Status ${at + 1} of way ${number}`, withOwn(names ?? [], steps[at] ?? ""), steps[at] ?? "");
  return html`<div class="row">
${
  names === null
    ? html`<input class="input" id="path_project_${number}" name="path_project_${number}" list="projects" value="${project}" aria-label="Jira project of way ${number}"${invalid} />`
    : select(`path_project_${number}`, `Jira project of way ${number}`, ["", ...known], project, invalid)
}
<select class="select fit" name="path_toward_${number}" aria-label="Whither way ${number} leads">${TOWARD.map(([value, label]) => option(label, value === toward, value))}</select>
${
  names === null
    ? html`<input class="input" name="path_step_${number}_1" list="statuses" value="${steps.join(" > ")}" aria-label="Statuses of way ${number}" />`
    : Array.from({ length: CHOSEN }, (_, at) => step(at))
}
</div>${errors.length > 0 && fault(`path-${number}-error`, errors)}`;
}

const select = (name: string, label: string, options: readonly string[], chosen: string, invalid: Content = false): Html =>
  html`<select class="select fit" id="${name}" name="${name}" aria-label="${label}"${invalid}>${options.map((it) => option(it, it === chosen))}</select>`;

export const option = (text: string, isChosen: boolean, value?: string): Html =>
  html`<option${value !== undefined && html` value="${value}"`}${isChosen && raw(" selected")}>${text}</option>`;

/** What Jira does not show any more is still what was chosen. */
export const withOwn = (names: readonly string[], own: string): string[] => [
  "",
  ...(own === "" || names.includes(own) ? [] : [own]),
  ...names,
];
