import { html, raw } from "hono/html";
import type { Organization } from "../../core/organizations/organization.ts";
import type { Where } from "../../core/tickets/linked-activity.ts";
import type { Integration } from "../../core/trackers/integration.ts";
import type { PageReply } from "../edges/page.ts";
import { field, hiddenFormToken } from "../views/forms.ts";
import type { Html } from "../views/markup.ts";
import type { Failed } from "../views/notices.ts";
import { empty } from "../views/notices.ts";
import { issuePath, pageOf } from "./pages.ts";

type Named = { id: string; name: string };

export type CreateDocument = {
  organization: Organization;
  issue: Where["issue"];
  trackers: readonly Integration[];
  /** Which of them, and what it offers; null where there is none, or it does not answer. */
  chosen: { integration: Integration; projects: readonly (Named & { key: string })[]; project: string; types: readonly Named[] } | null;
  typed: { issuetype: string; title: string; description: string };
  failed: Failed | undefined;
  /** Of the form as a whole, so that sending it twice creates one ticket. */
  formId: string;
  formToken: string;
};

/** A new ticket: where, of which type, and what is in it, as the tracker offers it. */
export function createDocument(shown: CreateDocument): PageReply {
  const { organization, issue, trackers, chosen, failed } = shown;
  const path = `${issuePath(organization, issue)}tickets/new/`;
  return {
    ...pageOf({ organization, issue }),
    title: "Create a ticket",
    about: html`For ${issue.group.shortId}, ${issue.group.title.slice(0, 200)}. It gets the issue's owner and is linked at once.`,
    failed,
    main:
      trackers.length === 0
        ? empty({
            shape: "plug",
            title: "No tracker is connected",
            text: "Tickets are created in a Jira that is connected to this organization.",
            action: html`<a class="btn primary" href="/settings/${organization.slug}/integrations/">Connect a Jira</a>`,
          })
        : html`${place(shown, path)}${chosen && ticket(shown, chosen, path)}`,
  };
}

const options = (all: readonly (readonly [string, string])[], current: string): Html =>
  html`${all.map(([value, text]) => html`<option value="${value}"${value === current && raw(" selected")}>${text}</option>`)}`;

function place({ trackers, chosen }: CreateDocument, path: string): Html {
  const hosts = trackers.map((it) => [String(it.id), new URL(it.baseUrl).host] as const);
  const projects = (chosen?.projects ?? []).map((it) => [it.id, `${it.key} · ${it.name}`.slice(0, 120)] as const);
  return html`<form class="stack" method="get" action="${path}">
${field({ name: "integration", label: "Tracker", input: (at) => html`<select class="select" ${at}>${options(hosts, String(chosen?.integration.id ?? ""))}</select>` })}
${projects.length > 0 && field({ name: "project", label: "Project", hint: "Each project has types of its own.", input: (at) => html`<select class="select" ${at}>${options(projects, chosen?.project ?? "")}</select>` })}
<div><button class="btn">Show its types</button></div></form>`;
}

function ticket({ typed, failed, formId, formToken }: CreateDocument, chosen: NonNullable<CreateDocument["chosen"]>, path: string): Html {
  const errorsOf = (id: string) => failed?.fields?.filter((it) => it.id === id).map((it) => it.text) ?? [];
  const types = chosen.types.map((it) => [it.id, it.name] as const);
  return html`<form class="stack" method="post" action="${path}">${hiddenFormToken(formToken)}<input type="hidden" name="form" value="${formId}" />
<input type="hidden" name="integration" value="${chosen.integration.id}" /><input type="hidden" name="project" value="${chosen.project}" />
${field({ name: "issuetype", label: "Type", errors: errorsOf("issuetype"), input: (at) => html`<select class="select" ${at}>${options(types, typed.issuetype)}</select>` })}
${field({ name: "title", label: "Title", errors: errorsOf("title"), input: (at) => html`<input class="input" maxlength="255" required value="${typed.title}" ${at} />` })}
${field({ name: "description", label: "Description", errors: errorsOf("description"), input: (at) => html`<textarea class="input" rows="5" ${at}>${typed.description}</textarea>` })}
<div><button class="btn primary">Create and link</button></div></form>`;
}
