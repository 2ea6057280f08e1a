import { html } from "hono/html";
import { scopeInWords } from "../../core/organizations/access.ts";
import type { Team } from "../../core/organizations/organization.ts";
import { KEEP_ALL } from "../../core/projects/privacy.ts";
import type { Project } from "../../core/projects/project.ts";
import type { FormErrors } from "../edges/form-errors.ts";
import type { PageReply } from "../edges/page.ts";
import { check, field, hiddenFormToken } from "../views/forms.ts";
import type { Content, Html } from "../views/markup.ts";
import { formFailed } from "../views/notices.ts";
import { panel } from "../views/panels.ts";
import { projectPage } from "../views/project-pages.ts";
import { table, twoLines } from "../views/tables.ts";
import { platformField } from "./platform-field.ts";

/** What may be changed, as it is or as it was typed. */
export type TypedSettings = { name: string; slug: string; platform: string; scrubIPAddresses: boolean; sensitiveFields: string };

export const settingsOf = ({ name, slug, platform, privacy = KEEP_ALL }: Project): TypedSettings => ({
  ...{ name, slug, platform: platform ?? "", scrubIPAddresses: privacy.scrubIPAddresses },
  sensitiveFields: privacy.sensitiveFields.join("\n"),
});

type SettingsDocument = {
  slug: string;
  formToken: string;
  project: Project;
  typed: TypedSettings;
  teams: readonly Team[];
  mayWrite: boolean;
  errors: FormErrors;
  notice: string | null;
};

const DONE: Record<string, string> = {
  saved: "Saved. Events that come from now on are kept by it.",
  teams: "Saved. Whom its issues can be assigned to follows.",
};

/** One project: what it is called, what is kept of people's data, which teams have it, and its end. */
export function settingsDocument({ slug, formToken, project, typed, teams, mayWrite, errors, notice }: SettingsDocument): PageReply {
  const { base, tabs, title, trail } = projectPage(slug, project, "");
  return {
    ...{ title, trail },
    done: notice !== null && Object.hasOwn(DONE, notice) && html`<p>${DONE[notice]}</p>`,
    failed: formFailed(errors),
    main: html`${tabs}${!mayWrite && html`<p class="hint">You may look, not change: your token lacks ${scopeInWords("project:write")}.</p>`}
<form class="stack" method="post" action="${base}">${hiddenFormToken(formToken)}
${panel({ id: "general", title: "Project", content: general(typed, errors) })}
${panel({
  id: "privacy",
  title: "Data about people",
  content: privacy(typed, errors),
  footer: mayWrite && html`<button class="btn primary" name="action" value="save">Save</button>`,
})}</form>
${panel({ id: "teams", title: "Teams", aside: html`<span class="small soft">whose members its issues can be assigned to</span>`, content: teamTable(project, teams, base, formToken, mayWrite) })}
${panel({
  id: "remove",
  title: "Remove the project",
  content: html`<p class="pad soft">Its issues, events, rules and links to tickets are removed, and its keys take nothing any more. Tickets stay in the trackers as they are.</p>`,
  footer: html`<a class="btn danger" href="${base}delete/">Remove the project…</a>`,
})}`,
  };
}

const general = (typed: TypedSettings, errors: FormErrors): Html => html`<div class="pad stack">
${field({ name: "name", label: "Name", errors: errors.name, input: (it) => html`<input class="input" required maxlength="200" autocomplete="off" value="${typed.name}" ${it} />` })}
${field({
  name: "slug",
  label: "Slug",
  hint: "Stands in addresses. The one before leads here until another project takes it; short ids that were given stay.",
  errors: errors.slug,
  input: (it) => html`<input class="input" required maxlength="50" autocomplete="off" spellcheck="false" value="${typed.slug}" ${it} />`,
})}
${platformField(typed.platform, errors.platform)}</div>`;

const privacy = (typed: TypedSettings, errors: FormErrors): Html => html`<div class="pad stack">
${check({ name: "scrubIPAddresses", label: "Keep no addresses of networks", hint: "Of events that come from now on.", checked: typed.scrubIPAddresses })}
${field({
  name: "sensitiveFields",
  label: "Fields whose values are not kept",
  hint: "One a line: a value is left out where the name of its field contains the line. Passwords, cookies and the like are never kept.",
  errors: errors.sensitiveFields,
  input: (it) => html`<textarea class="input mono" rows="3" spellcheck="false" ${it}>${typed.sensitiveFields}</textarea>`,
})}</div>`;

function teamTable(project: Project, teams: readonly Team[], base: string, formToken: string, mayWrite: boolean): Content {
  if (teams.length === 0) return html`<p class="pad soft">There is no team yet.</p>`;
  const row = (team: Team): Content[] => {
    const has = project.teams.includes(team.id);
    const button = html`<form class="row" method="post" action="${base}">${hiddenFormToken(formToken)}<input type="hidden" name="team" value="${team.slug}" /><button class="btn" name="action" value="${has ? "revoke" : "grant"}">${has ? "Take it away" : "Give it"}<span class="unseen"> ${team.name}</span></button></form>`;
    return [twoLines(team.name, `#${team.slug}`), has ? "has the project" : html`<span class="soft">has not</span>`, mayWrite && button];
  };
  const columns = [{ label: "Team" }, { label: "Project" }, { label: "Change", unseen: true, fit: true }];
  return table({ caption: "Teams and whether they have the project", columns, rows: teams.slice(0, 100).map(row) });
}
