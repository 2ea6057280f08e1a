import { html, raw } from "hono/html";
import type { Organization } from "../../core/organizations/organization.ts";
import type { offeredFields, Typed } from "../../core/tickets/fill-fields.ts";
import type { Where } from "../../core/tickets/linked-activity.ts";
import type { Integration } from "../../core/trackers/integration.ts";
import type { PageReply } from "../edges/page.ts";
import { field, hiddenFormToken } from "../views/forms.ts";
import type { Content, Html } from "../views/markup.ts";
import type { Failed } from "../views/notices.ts";
import { empty, notice } from "../views/notices.ts";
import { issuePath, pageOf } from "./pages.ts";
import { controlOf, ticketField } from "./ticket-fields.ts";

type Named = { id: string; name: string };

/** What a tracker offers for a new ticket; empty where it does not answer. `address`: of its own form. */
export type Offer = {
  integration: Integration;
  projects: readonly (Named & { key: string })[];
  project: string;
  types: readonly Named[];
  type: string;
  fields: ReturnType<typeof offeredFields>;
  address: string;
};

export type CreateDocument = {
  organization: Organization;
  issue: Where["issue"];
  trackers: readonly Integration[];
  /** Null where there is no tracker. */
  offer: Offer | null;
  typed: { title: string; description: string; fields: Typed };
  failed: Failed | undefined;
  /** What is wrong with which control. */
  errors: Readonly<Record<string, readonly string[]>>;
  /** Of the form as a whole, so that sending it twice creates one ticket. */
  formId: string;
  formToken: string;
};

/** A new ticket: where, of which type, and what is in it, as the tracker asks for it. */
export function createDocument(shown: CreateDocument): PageReply {
  const { organization, issue, offer, failed } = shown;
  return {
    ...pageOf({ organization, issue }),
    title: "Create a ticket",
    about: html`For ${issue.group.shortId}, ${issue.group.title.slice(0, 200)}. It gets the issue's owner and is linked at once.`,
    failed,
    main:
      offer === null
        ? empty({
            shape: "plug",
            title: "No tracker is connected",
            text: "Tickets are created in a Jira that is connected to this organization.",
            action: html`<a class="btn primary" href="/settings/${organization.slug}/integrations/">Connect a Jira</a>`,
          })
        : form(shown, offer, issuePath(organization, issue)),
  };
}

const options = (all: readonly (readonly [string, string])[], current: string): Html =>
  html`${all.map(([value, text]) => html`<option value="${value}"${value === current && raw(" selected")}>${text}</option>`)}`;

function form(shown: CreateDocument, offer: Offer, path: string): Html {
  const { typed, errors, formId, formToken } = shown;
  const { needed, more, elsewhere } = offer.fields;
  const of = (all: typeof needed) =>
    all.map((it) => ticketField(it, { typed: typed.fields[it.id], errors: errors[controlOf(it.id)] ?? [] }));
  const isOpen = more.some((it) => typed.fields[it.id]?.some((text) => !it.usual.includes(text)) || errors[controlOf(it.id)]);
  const known = [...needed, ...more].map((it) => it.id);
  // Written for another type, or while the tracker did not answer: it stays, until its field is there again.
  const kept = Object.entries(typed.fields).filter(([id]) => !known.includes(id));
  // What is pressed by Enter is the first button, wherever it stands.
  return html`<form class="stack" method="post" action="${path}tickets/new/"><button hidden></button>${hiddenFormToken(formToken)}<input type="hidden" name="form" value="${formId}" />
${kept.map(([id, texts]) => texts.map((text) => html`<input type="hidden" name="${controlOf(id)}" value="${text}" />`))}
${place(shown, offer)}
${field({ name: "title", label: "Title", errors: errors.title, input: (at) => html`<input class="input" maxlength="255" required value="${typed.title}" ${at} />` })}
${field({ name: "description", label: "Description", errors: errors.description, input: (at) => html`<textarea class="input" rows="5" ${at}>${typed.description}</textarea>` })}
${of(needed)}
${more.length > 0 && html`<details${isOpen && raw(" open")}><summary class="soft">More of its fields</summary><div class="stack inset">${of(more)}</div></details>`}
${elsewhere.length > 0 ? inTracker(elsewhere, offer, path) : html`<div><button class="btn primary">Create and link</button></div>`}</form>`;
}

function place({ trackers, errors }: CreateDocument, offer: Offer): Html {
  const { integration, projects, project, types, type } = offer;
  const hosts = trackers.map((it) => [String(it.id), new URL(it.baseUrl).host] as const);
  const select = (name: string, label: string, all: readonly (readonly [string, string])[], current: string): Content =>
    all.length === 0
      ? html`<input type="hidden" name="${name}" value="${current}" />`
      : field({ name, label, errors: errors[name], input: (at) => html`<select class="select" ${at}>${options(all, current)}</select>` });
  const named = projects.map((it) => [it.id, `${it.key} · ${it.name}`.slice(0, 120)] as const);
  return html`<div class="places">${select("integration", "Tracker", hosts, String(integration.id))}
${select("project", "Project", named, project)}
${select(
  "issuetype",
  "Type",
  types.map((it) => [it.id, it.name] as const),
  type,
)}
<div class="field end"><button class="btn" name="show" value="fields" formnovalidate>${types.length === 0 ? "Ask again" : "Show its fields"}</button></div></div>`;
}

const inTracker = (fields: readonly Named[], { address }: Offer, path: string): Html =>
  notice(
    "wait",
    html`<h2>${fields.map((it) => it.name).join(", ")}: only Jira's own form asks for that</h2>
<p>Create the ticket in Jira, then link it here by its key. Title and description go along.</p>
<p class="row"><a class="btn primary" href="${address}" target="_blank" rel="noreferrer">Create it in Jira</a><a class="btn" href="${path}tickets/link/">Link it here</a></p>`,
  );
