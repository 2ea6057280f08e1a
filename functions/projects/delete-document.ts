import { html } from "hono/html";
import type { Deletion } from "../../core/projects/deletion.ts";
import type { Project } from "../../core/projects/project.ts";
import type { FormErrors } from "../edges/form-errors.ts";
import type { PageReply } from "../edges/page.ts";
import { field, hiddenFormToken } from "../views/forms.ts";
import type { Html } from "../views/markup.ts";
import { formFailed } from "../views/notices.ts";
import { panel } from "../views/panels.ts";
import { projectPage } from "../views/project-pages.ts";
import { state } from "../views/states.ts";
import { time } from "../views/time.ts";

/** Asks once more: whoever removes a project types its slug. */
export function askDocument(slug: string, project: Project, formToken: string, errors: FormErrors): PageReply {
  const { base, trail } = projectPage(slug, project, "");
  return {
    title: "Remove the project",
    heading: `Remove ${project.name}?`,
    trail: [...trail, { name: project.name, path: base }],
    narrow: true,
    failed: formFailed(errors),
    main: html`<form method="post" action="${base}delete/">${hiddenFormToken(formToken)}${panel({
      id: "ask",
      title: "This cannot be taken back",
      content: html`<div class="pad stack"><p>Its issues, their events, notes and history, its rules and its links to tickets are removed. Its keys take
nothing any more. Tickets, and messages in channels, stay as they are.</p>${field({
        name: "confirm",
        label: html`Type <code>${project.slug}</code> to go on`,
        errors: errors.confirm,
        input: (it) => html`<input class="input mono" autocomplete="off" spellcheck="false" ${it} />`,
      })}</div>`,
      footer: html`<button class="btn danger">Remove the project</button><a class="btn quiet" href="${base}">Keep it</a>`,
    })}</form>`,
  };
}

/** How far it is, looked at again and again. */
export function goneDocument(slug: string, deletion: Deletion, now: number): PageReply {
  const { name, projectId, finishedAt } = deletion;
  const title = `Removing ${name}`;
  return {
    title,
    heading: finishedAt === null ? title : `${name} is removed`,
    trail: [{ name: "Projects", path: `/settings/${slug}/projects/` }],
    narrow: true,
    main: panel({
      id: "progress",
      title: "What is left",
      aside: finishedAt === null ? state("waiting", "Goes on by itself") : state("working", "Done"),
      content: html`<div class="pad stack tight">${removal(deletion, now)}</div>`,
      footer:
        finishedAt === null
          ? html`<a class="btn" href="/settings/${slug}/projects/${projectId}/delete/">Look again</a>`
          : html`<a class="btn" href="/settings/${slug}/projects/">Projects</a>`,
    }),
    polled: true,
  };
}

/** How far one removal is, in words and as a bar. */
export function removal({ projectId, counted, done, requestedAt, finishedAt }: Deletion, now: number): Html {
  const id = `how-far-${projectId}`;
  const asked = html`<p class="soft">Asked for ${time(requestedAt, now)}. Nobody sees the project any more.</p>`;
  if (finishedAt !== null) return html`<p>All of it was removed ${time(finishedAt, now)}.</p>${asked}`;
  if (counted === null) return html`<p>It has not begun yet: it does within seconds.</p>${asked}`;
  return html`<p id="${id}">${done.toLocaleString("en")} of ${counted.toLocaleString("en")} issues are removed.</p><progress aria-labelledby="${id}" value="${Math.min(done, counted)}" max="${Math.max(1, counted)}"></progress>${asked}`;
}
