import { html } from "hono/html";
import type { TeamRow } from "../../core/integrations/teams.ts";
import { fault, hiddenFormToken } from "../views/forms.ts";
import type { Content, Html } from "../views/markup.ts";
import { panel } from "../views/panels.ts";
import { table } from "../views/tables.ts";

/** What each team is in Jira's own field for teams. */
export const teamsPanel = (teams: readonly TeamRow[], path: string, formToken: string): Html =>
  html`<form method="post" action="${path}">
${hiddenFormToken(formToken)}
${panel({
  id: "teams",
  title: "Teams and what they are in Jira",
  aside: html`<span class="small soft">the last part of the address of the team’s page in Atlassian; clear it to forget it</span>`,
  content: html`<p class="pad soft">A team is nobody to Jira, so a ticket keeps its owner while a team has the issue. A team that is named here is written into the
ticket’s Team field when it gets the issue. What people change there stays, and is not taken over.</p>
${table({ caption: "Teams and their ids in Jira", columns: [{ label: "Team" }, { label: "Id in Jira" }], rows: teams.map(row) })}`,
  footer: html`<button class="btn">Save teams</button>`,
})}
</form>`;

function row({ id, name, there, error }: TeamRow): Content[] {
  const invalid = error && html` aria-invalid="true" aria-describedby="team-${id}-error"`;
  return [
    html`<label for="team-${id}">${name}</label>`,
    html`<input type="hidden" name="team" value="${id}" /><input class="input" type="text" id="team-${id}" name="there" value="${there}" autocomplete="off" spellcheck="false"${invalid} />${error && fault(`team-${id}-error`, [error])}`,
  ];
}
