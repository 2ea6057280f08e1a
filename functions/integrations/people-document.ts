import { html } from "hono/html";
import type { People, Person } from "../../core/integrations/people.ts";
import type { Integration } from "../../core/sync/integration.ts";
import type { Html } from "../edges/document.ts";
import { alert, done, hiddenFormToken, pages } from "../edges/form.ts";
import type { PageReply } from "../edges/page.ts";

type PeopleDocument = People & {
  slug: string;
  formToken: string;
  integration: Integration;
  problem?: Html;
  saved?: boolean;
  suggested?: boolean;
};

/** Which Jira account is which member, where their addresses do not tell. */
export function peopleDocument({
  slug,
  formToken,
  integration,
  people,
  waiting,
  page,
  problem,
  saved,
  suggested,
}: PeopleDocument): PageReply {
  const base = `/settings/${slug}/integrations/${integration.id}/`;
  return {
    title: "People",
    main: html`
<p><a href="${base}">← ${new URL(integration.baseUrl).host}</a></p>
${saved && done(html`<p>Saved.</p>`)}
${suggested && done(html`<p>These are Jira’s accounts with the same address. Nothing is saved yet.</p>`)}
${problem && alert(html`${problem}<p>Nothing was saved.</p>`)}
<p>Who has the same verified address here and in Jira is known without this. Enter the account of everybody else: the name they sign in to Jira
with. Clear it to forget it.</p>
${
  waiting.length > 0 &&
  html`<section class="card"><h2>Tickets wait for somebody</h2>
<p>They belong to Jira accounts that nobody here is known to have. Enter the account next to its person, and the tickets are taken over. They are too
when somebody with the account’s address becomes a member of a team that has the issue’s project.</p>
<ul>${waiting.slice(0, 20).map((it) => html`<li><code>${it.account}</code>: ${it.tickets.slice(0, 5).join(", ")}${it.tickets.length > 5 && ` and ${it.tickets.length - 5} more`}</li>`)}</ul></section>`
}
<datalist id="accounts">${waiting.slice(0, 50).map((it) => html`<option value="${it.account}"></option>`)}</datalist>
<form method="post" action="${base}people/">
${hiddenFormToken(formToken)}<input type="hidden" name="page" value="${page.number}" />
<div class="wide"><table>
<thead><tr><th scope="col">Member</th><th scope="col">Jira account</th></tr></thead>
<tbody>${people.map(row)}</tbody>
</table></div>
${page.of > 1 && pages(`${base}people/`, page)}
<div class="actions"><button name="action" value="save">Save</button>
<button class="second" name="action" value="suggest">Suggest by address</button></div>
</form>`,
  };
}

function row({ userId, name, email, account, error }: Person): Html {
  const invalid = error && html` aria-invalid="true" aria-describedby="${userId}-error"`;
  return html`<tr><td><label for="${userId}">${name}</label><br /><span class="hint">${email}</span></td>
<td><input type="hidden" name="user" value="${userId}" /><input type="text" id="${userId}" name="account" list="accounts" value="${account}" autocomplete="off" spellcheck="false"${invalid} />${error && html`<p class="error" id="${userId}-error">${error}</p>`}</td></tr>`;
}
