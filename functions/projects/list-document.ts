import { html, raw } from "hono/html";
import { scopeInWords } from "../../core/organizations/access.ts";
import type { Team } from "../../core/organizations/organization.ts";
import type { Deletion } from "../../core/projects/deletion.ts";
import type { Project } from "../../core/projects/project.ts";
import type { FormErrors } from "../edges/form-errors.ts";
import type { PageReply } from "../edges/page.ts";
import { field, hiddenFormToken } from "../views/forms.ts";
import type { Content, Html } from "../views/markup.ts";
import { empty, formFailed } from "../views/notices.ts";
import { panel } from "../views/panels.ts";
import { state } from "../views/states.ts";
import { pagination, table, twoLines } from "../views/tables.ts";
import { time } from "../views/time.ts";
import { removal } from "./delete-document.ts";
import { platformField } from "./platform-field.ts";

type ListDocument = {
  slug: string;
  formToken: string;
  projects: readonly Project[];
  teams: readonly Team[];
  /** Those that are not done yet. */
  deletions: readonly Deletion[];
  page: { number: number; of: number };
  /** Whether whoever looks may make one. */
  mayCreate: boolean;
  errors: FormErrors;
  typed: { name: string; platform: string; team: string };
  /** Milliseconds since the Unix epoch. */
  now: number;
};

/** The projects of an organization, whether anything comes from each; and a form for a new one. */
export function listDocument({
  slug,
  formToken,
  projects,
  teams,
  deletions,
  page,
  mayCreate,
  errors,
  typed,
  now,
}: ListDocument): PageReply {
  const path = `/settings/${slug}/projects/`;
  return {
    title: "Projects",
    about: "Each has an address that SDKs send to, rules of who owns what, and teams whose members its issues can be assigned to.",
    failed: formFailed(errors),
    main: html`${
      projects.length === 0
        ? empty({ shape: "box", title: "No project yet", ...first(teams.length > 0, mayCreate, slug) })
        : panel({
            id: "projects",
            title: "Projects",
            content: table({
              caption: "Projects",
              columns: [{ label: "Project" }, { label: "Platform" }, { label: "Teams" }, { label: "Events" }],
              rows: projects.map((it) => row(it, path, teams, now)),
            }),
            footer: page.of > 1 && pagination(path, page),
          })
    }${deletions.length > 0 && removals(deletions, path, now)}${mayCreate ? (projects.length > 0 || teams.length > 0) && create(path, formToken, teams, errors, typed) : html`<p class="hint">You may look, not make a project: your token lacks ${scopeInWords("project:write")}.</p>`}`,
  };
}

/** What comes before there can be a project. */
const first = (hasTeam: boolean, mayCreate: boolean, slug: string): { text: string; action?: Content } => {
  if (!mayCreate) return { text: "As soon as there is one, it stands here." };
  if (hasTeam) return { text: "Make one below, and SDKs have an address to send errors to." };
  const action = html`<a class="btn primary" href="/settings/${slug}/people/teams/">Make a team</a>`;
  return { text: "A project belongs to a team, so that its issues can be somebody’s. Make that first.", action };
};

const row = (project: Project, path: string, teams: readonly Team[], now: number): Content[] => [
  twoLines(html`<a href="${path}${project.slug}/">${project.name}</a>`, project.slug),
  project.platform ?? "",
  teams
    .filter((it) => project.teams.includes(it.id))
    .map((it) => it.name)
    .join(", ") || html`<span class="soft">none: nobody can be assigned</span>`,
  html`${
    project.firstEventAt === null
      ? html`<span class="row">${state("not-seen", "None yet")}<a href="${path}${project.slug}/keys/">Set up an SDK</a></span>`
      : html`<span class="soft">the first ${time(project.firstEventAt, now)}</span>`
  }${project.refused && html` ${state("waiting", "Some were refused")}`}`,
];

const create = (path: string, formToken: string, teams: readonly Team[], errors: FormErrors, typed: ListDocument["typed"]): Html =>
  html`<form method="post" action="${path}">${hiddenFormToken(formToken)}${panel({
    id: "create",
    title: "New project",
    content:
      teams.length === 0
        ? html`<p class="pad">A project belongs to a team. <a href="${path.replace("/projects/", "/people/")}">Make a team first</a>.</p>`
        : html`<div class="pad stack">
${field({
  name: "name",
  label: "Name",
  hint: "Its slug is made of it, and begins the short ids of its issues.",
  errors: errors.name ?? errors.slug,
  input: (attributes) => html`<input class="input" required maxlength="200" autocomplete="off" value="${typed.name}" ${attributes} />`,
})}
${platformField(typed.platform, errors.platform)}
${field({
  name: "team",
  label: "Team",
  errors: errors.team,
  input: (attributes) =>
    html`<select class="select" ${attributes}>${teams.map((it) => html`<option value="${it.slug}"${it.slug === typed.team && raw(" selected")}>${it.name}</option>`)}</select>`,
})}</div>`,
    footer: teams.length > 0 && html`<button class="btn primary">Create the project</button>`,
  })}</form>`;

const removals = (all: readonly Deletion[], path: string, now: number): Html =>
  panel({
    id: "removals",
    title: "Being removed",
    aside: html`<span class="small soft">goes on by itself; nobody sees them any more</span>`,
    content: html`<ul class="jobs">${all.map((it) => html`<li><a class="strong" href="${path}${String(it.projectId)}/delete/">${it.name}</a>${removal(it, now)}</li>`)}</ul>`,
  });
