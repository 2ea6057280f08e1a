import { html } from "hono/html";
import type { People, Person } from "../../core/integrations/people.ts";
import type { TeamRow } from "../../core/integrations/teams.ts";
import type { Integration } from "../../core/trackers/integration.ts";
import type { PageReply } from "../edges/page.ts";
import { fault, hiddenFormToken, suggestions } from "../views/forms.ts";
import type { Content, Html } from "../views/markup.ts";
import type { Failed } from "../views/notices.ts";
import { panel } from "../views/panels.ts";
import { face } from "../views/people.ts";
import { pagination, table } from "../views/tables.ts";
import { pageOf } from "./pages.ts";
import { teamsPanel } from "./teams-panel.ts";

type PeopleDocument = People & {
  slug: string;
  formToken: string;
  integration: Integration;
  problem?: Failed;
  /** Where Jira knows teams. */
  teams?: readonly TeamRow[] | undefined;
  saved?: boolean;
  suggested?: boolean;
};

/** Which Jira account is which member, where their addresses do not tell. */
export function peopleDocument(input: PeopleDocument): PageReply {
  const { slug, formToken, integration, people, waiting, page, teams = [], problem, saved, suggested } = input;
  const { base, tabs, ...shared } = pageOf(slug, integration, "people/");
  return {
    ...shared,
    about: "Who has the same verified address here and in Jira is known without this. Enter the account of everybody else.",
    done: saved
      ? html`<p>Saved.</p>`
      : suggested && !problem && html`<p>These are Jira’s accounts with the same address. Nothing is saved yet.</p>`,
    failed: problem && failure(problem, people, teams),
    main: html`${tabs}
${waiting.length > 0 && waitingFor(waiting, `${base}people/`, formToken)}
${suggestions(
  "accounts",
  waiting.slice(0, 50).map((it) => it.account),
)}
<form method="post" action="${base}people/">
${hiddenFormToken(formToken)}<input type="hidden" name="page" value="${page.number}" />
${panel({
  id: "members",
  title: "Members and their accounts",
  aside: html`<span class="small soft">the name they sign in to Jira with; clear it to forget it</span>`,
  content: html`${table({ caption: "Members and their Jira accounts", columns: [{ label: "Member" }, { label: "Jira account" }], rows: people.map(row) })}${
    page.of > 1 && html`<div class="pad">${pagination(`${base}people/`, page)}</div>`
  }`,
  footer: html`<button class="btn primary" name="action" value="save">Save</button>
<button class="btn" name="action" value="suggest">Suggest by address</button>`,
})}
</form>
${teams.length > 0 && teamsPanel(teams, `${base}teams/`, formToken)}`,
  };
}

const failure = ({ title, text }: Failed, people: readonly Person[], teams: readonly TeamRow[]): Failed => ({
  title,
  text: html`${text}<p>Nothing was saved.</p>`,
  fields: [
    ...people.flatMap(({ userId, name, error }) => (error ? [{ id: String(userId), text: `${name}: ${error}` }] : [])),
    ...teams.flatMap(({ id, name, error }) => (error ? [{ id: `team-${id}`, text: `${name}: ${error}` }] : [])),
  ],
});

const waitingFor = (waiting: People["waiting"], path: string, formToken: string): Html =>
  panel({
    id: "waiting",
    title: "Tickets wait for somebody",
    content: html`<div class="pad stack tight"><p>They belong to Jira accounts that nobody here is known to have. Enter the account next to its person,
and the tickets are taken over. They are too when somebody with the account’s address becomes a member of a team that has the issue’s project.</p>
<ul class="stack tight">${waiting.slice(0, 20).map((it) => html`<li class="row">${whose(it)}${it.proposed && mapping(it.account, it.proposed, path, formToken)}</li>`)}</ul></div>`,
  });

const whose = ({ account, name, tickets }: People["waiting"][number]): Html =>
  html`<span>${name !== account && html`<strong>${name}</strong> `}<code>${account}</code>: ${tickets.slice(0, 5).join(", ")}${tickets.length > 5 && ` and ${tickets.length - 5} more`}</span>`;

const mapping = (account: string, { userId, name }: { userId: number; name: string }, path: string, formToken: string): Html =>
  html`<form method="post" action="${path}">${hiddenFormToken(formToken)}<input type="hidden" name="user" value="${userId}" />
<input type="hidden" name="account" value="${account}" /><button class="btn" name="action" value="save">It is ${name}</button></form>`;

function row({ userId, name, email, account, error }: Person): Content[] {
  const invalid = error && html` aria-invalid="true" aria-describedby="${userId}-error"`;
  return [
    html`<span class="person large">${face({ id: userId, name })}<span class="two-lines"><span class="strong"><label for="${userId}">${name}</label></span><span class="small soft">${email}</span></span></span>`,
    html`<input type="hidden" name="user" value="${userId}" /><input class="input" type="text" id="${userId}" name="account" list="accounts" value="${account}" autocomplete="off" spellcheck="false"${invalid} />${error && fault(`${userId}-error`, [error])}`,
  ];
}
