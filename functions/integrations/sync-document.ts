import { html, raw } from "hono/html";
import { type Choices, type MappingRow, projectLabel } from "../../core/integrations/mapping-rows.ts";
import type { PathRow } from "../../core/integrations/path-rows.ts";
import { requiredFieldsText } from "../../core/integrations/required-fields.ts";
import type { SyncFormRead } from "../../core/integrations/sync-form.ts";
import type { Integration, SyncConfig } from "../../core/trackers/integration.ts";
import { STRATEGIES, SWITCHES } from "../../core/trackers/switches.ts";
import type { PageReply } from "../edges/page.ts";
import { check, fault, field, hiddenFormToken, suggestions } from "../views/forms.ts";
import type { Content, Html } from "../views/markup.ts";
import { type Failed, notice } from "../views/notices.ts";
import { panel } from "../views/panels.ts";
import { pagination, table } from "../views/tables.ts";
import { pageOf } from "./pages.ts";
import { option, statusPaths, withOwn } from "./status-paths.ts";

export type SyncDocument = {
  slug: string;
  formToken: string;
  integration: Integration;
  config: SyncConfig;
  rows: readonly MappingRow[];
  paths: readonly PathRow[];
  page: { number: number; of: number };
  choices: Choices | { unavailable: Html };
  problem?: string | undefined;
  about?: SyncFormRead["about"];
  /** The required fields as they were typed, where they were not taken. */
  typed?: string | null;
  saved?: boolean;
};

/** behaviour §2.1 as a form. Of a Jira with hundreds of statuses they are typed, with suggestions, so that the page stays small. */
export function syncDocument(input: SyncDocument): PageReply {
  const { slug, formToken, integration, config, rows, paths, page, choices, problem, about, typed, saved } = input;
  const { base, tabs, ...shared } = pageOf(slug, integration, "sync/");
  const requirements = typed ?? ("unavailable" in choices ? "" : requiredFieldsText(config.required_fields ?? {}, choices));
  return {
    ...shared,
    done: saved && html`<p>Saved.</p>`,
    failed: problem === undefined ? undefined : failure(problem, about, rows, paths),
    main: html`${tabs}
<form class="stack" method="post" action="${base}sync/" autocomplete="off">
${hiddenFormToken(formToken)}<input type="hidden" name="page" value="${page.number}" />
${panel({
  id: "switches",
  title: "Switches",
  content: html`<div class="pad stack"><fieldset class="stack tight"><legend class="unseen">Switches</legend>
${SWITCHES.map((it) => check({ ...it, checked: config[it.name] }))}
</fieldset>
${field({
  name: "resolution_strategy",
  label: "A ticket that is done resolves its issues",
  input: (attributes) => html`<select class="select fit" ${attributes}>
${STRATEGIES.map(({ value, label }) => html`<option value="${value}"${value === config.resolution_strategy && raw(" selected")}>${label}</option>`)}
</select>`,
})}</div>`,
})}
${panel({
  id: "statuses",
  title: "Statuses in Jira",
  content:
    "unavailable" in choices
      ? html`<div class="pad">${notice("wait", html`${choices.unavailable}<p>The statuses stay as they are until Jira answers; everything else can be saved.</p>`)}</div>`
      : html`${mapping(rows, choices)}<div class="pad stack">${page.of > 1 && pagination(`${base}sync/`, page)}${statusPaths(paths, rows, choices)}${requiredFields(requirements, about === "required_fields" ? problem : undefined)}</div>`,
  footer: html`<button class="btn primary">Save</button>`,
})}
</form>`,
  };
}

/** Leads to each line with an error, or else to where the problem can be mended. */
function failure(problem: string, about: SyncFormRead["about"], rows: readonly MappingRow[], paths: readonly PathRow[]): Failed {
  const ways = paths.flatMap(({ errors }, at) =>
    errors ? [{ id: `path_project_${at + 1}`, text: `Way ${at + 1}: ${errors.join(" ")}` }] : [],
  );
  const lines = rows.flatMap(({ errors }, at) =>
    errors ? [{ id: `project-${at + 1}`, text: `Line ${at + 1}: ${errors.join(" ")}` }] : [],
  );
  const one = {
    status_mapping: [{ id: "project-1", text: "Name a Jira project and its two statuses" }],
    status_paths: ways,
    required_fields: [{ id: "required_fields", text: "Fields that Jira asks for: change the line" }],
  };
  return { title: problem, text: html`<p>Nothing was saved.</p>`, fields: lines.length > 0 ? lines : about ? one[about] : [] };
}

const requiredFields = (text: string, problem: string | undefined): Html =>
  field({
    name: "required_fields",
    label: "Fields that Jira asks for",
    hint: html`Where a workflow wants a field filled in on the way to a status: one a line, for example <code>APP resolution = Done</code>`,
    errors: problem === undefined ? [] : [problem],
    input: (attributes) => html`<textarea class="input mono" rows="3" spellcheck="false" ${attributes}>${text}</textarea>`,
  });

/** What does not fit is not suggested, and can be typed all the same. */
const SUGGESTED = 60;
/** Options that all lines may have together; where Jira has more, they are typed. */
const MOST_OPTIONS = 1500;
const EMPTY: MappingRow = { project: "", onResolve: "", onUnresolve: "" };

function mapping(rows: readonly MappingRow[], choices: Choices): Html {
  const { projects, statuses } = choices;
  const lines = [...rows, EMPTY];
  const names = [...new Set(statuses.map((it) => it.name))];
  const fits = lines.length * (projects.length + 2 * names.length) <= MOST_OPTIONS;
  return html`
<p class="pad soft">What a ticket becomes when its issue is resolved, and when it is open again. Clear a line to drop it; the empty one adds one.</p>
${suggestions("projects", projects.slice(0, SUGGESTED).map(projectLabel))}${suggestions("statuses", names.slice(0, SUGGESTED))}
${table({
  caption: "Statuses for each Jira project",
  columns: [{ label: "Jira project", control: true }, { label: "Resolved" }, { label: "Open again" }],
  rows: lines.map((it, at) => line(it, at, fits ? choices : null)),
})}`;
}

function line({ project, onResolve, onUnresolve, errors = [] }: MappingRow, at: number, offered: Choices | null): Content[] {
  const number = at + 1;
  const invalid = errors.length > 0 && html` aria-invalid="true" aria-describedby="row-${number}-error"`;
  const own = offered?.projects.find((it) => [projectLabel(it), it.key, it.id].includes(project))?.id;
  // A status may be of one project alone.
  const statuses = offered?.statuses.filter((it) => it.project === undefined || own === undefined || it.project === own);
  const control = (name: string, label: string, value: string, all: readonly string[] | undefined, list: string) => {
    const attributes = html`${name === "project" && html` id="project-${number}"`} name="${name}" aria-label="${label}, line ${number}"${invalid}`;
    return all
      ? html`<select class="select"${attributes}>${withOwn([...new Set(all)], value).map((it) => option(it, it === value))}</select>`
      : html`<input class="input"${attributes} list="${list}" value="${value}" />`;
  };
  const names = statuses?.map((it) => it.name);
  const label = offered?.projects.find((it) => it.id === own);
  const named = label ? projectLabel(label) : project;
  return [
    html`${control("project", "Jira project", named, offered?.projects.map(projectLabel), "projects")}${errors.length > 0 && fault(`row-${number}-error`, errors)}`,
    control("on_resolve", "Resolved", onResolve, names, "statuses"),
    control("on_unresolve", "Open again", onUnresolve, names, "statuses"),
  ];
}
