import { html, raw } from "hono/html";
import { ROLES, type Team } from "../../core/organizations/organization.ts";
import type { FormErrors } from "../edges/form-errors.ts";
import type { PageReply } from "../edges/page.ts";
import { field, hiddenFormToken } from "../views/forms.ts";
import type { Html } from "../views/markup.ts";
import { formFailed } from "../views/notices.ts";
import { panel } from "../views/panels.ts";

export type TypedMember = { email: string; role: string; teams: readonly string[] };

type NewMemberDocument = { slug: string; formToken: string; teams: readonly Team[]; typed: TypedMember; errors: FormErrors };

/** There is no mail here: whoever is added is a member at once. */
export function newMemberDocument({ slug, formToken, teams, typed, errors }: NewMemberDocument): PageReply {
  const people = `/settings/${slug}/people/`;
  return {
    title: "Add a member",
    trail: [{ name: "People", path: people }],
    about:
      "No mail is sent: they are a member at once, known by this address in every tracker, and sign in with a token that you make for them.",
    narrow: true,
    failed: formFailed(errors),
    main: html`<form method="post" action="${people}new/">${hiddenFormToken(formToken)}${panel({
      id: "new",
      title: "Member",
      content: html`<div class="pad stack">${field({
        name: "email",
        label: "Address",
        hint: "The one that they have in Jira, and that rules of ownership name.",
        errors: errors.email,
        input: (it) => html`<input class="input" type="email" required maxlength="254" autocomplete="off" value="${typed.email}" ${it} />`,
      })}${roleField(typed.role, errors.role)}${teamBoxes(teams, typed.teams)}</div>`,
      footer: html`<button class="btn primary">Add the member</button>`,
    })}</form>`,
  };
}

export const roleField = (value: string, errors: readonly string[] | undefined): Html =>
  field({
    name: "role",
    label: "Role",
    hint: "What somebody may who signs in with a link, and whom they may decide about; a token has scopes of its own. Nobody gives a role above theirs.",
    errors,
    input: (it) =>
      html`<select class="select fit" ${it}>${ROLES.map((one) => html`<option value="${one}"${one === value && raw(" selected")}>${one}</option>`)}</select>`,
  });

export const teamBoxes = (teams: readonly Team[], chosen: readonly string[]): Html =>
  html`<fieldset class="stack tight"><legend>Teams</legend>${teams.length === 0 && html`<p class="hint">There is none yet.</p>`}${teams.map(
    ({ slug, name }) =>
      html`<div class="choice"><input class="check" type="checkbox" id="team-${slug}" name="teams" value="${slug}"${chosen.includes(slug) && raw(" checked")} /><label for="team-${slug}">${name} <span class="soft">#${slug}</span></label></div>`,
  )}</fieldset>`;
