import { html } from "hono/html";
import type { Member, Team } from "../../core/organizations/organization.ts";
import type { FormErrors } from "../edges/form-errors.ts";
import type { PageReply } from "../edges/page.ts";
import { check, field, hiddenFormToken, suggestions } from "../views/forms.ts";
import type { Content, Html } from "../views/markup.ts";
import { empty, formFailed } from "../views/notices.ts";
import { panel } from "../views/panels.ts";
import { face } from "../views/people.ts";
import { peopleTabs } from "../views/people-pages.ts";
import { table, twoLines } from "../views/tables.ts";

type TeamsDocument = {
  slug: string;
  formToken: string;
  teams: readonly Team[];
  members: readonly Member[];
  mayWrite: boolean;
  errors: FormErrors;
  typed: string;
  notice: string | null;
};

const SHOWN = 100;

/** The teams of an organization, and a new one. */
export function teamsDocument({ slug, formToken, teams, members, mayWrite, errors, typed, notice }: TeamsDocument): PageReply {
  const path = `/settings/${slug}/people/teams/`;
  return {
    title: "Teams",
    trail: [{ name: "People", path: `/settings/${slug}/people/` }],
    about: "A team has projects; issues of those can be assigned to it, and to its members.",
    done: notice === "removed" && html`<p>The team is gone. What it had is nobody’s within seconds.</p>`,
    failed: formFailed(errors),
    main: html`${peopleTabs(slug, "teams/")}${
      teams.length === 0
        ? empty({ shape: "people", title: "No team yet", text: "Make one below: a project belongs to a team." })
        : panel({
            id: "teams",
            title: "Teams",
            content: table({
              caption: "Teams",
              columns: [{ label: "Team" }, { label: "Members" }, { label: "Projects", fit: true }],
              rows: teams
                .slice(0, SHOWN)
                .map((it): Content[] => [
                  html`<span class="person large">${face(it, "team")}${twoLines(html`<a href="${path}${it.slug}/">${it.name}</a>`, `#${it.slug}`)}</span>`,
                  namesOf(it, members),
                  String(it.projects.length),
                ]),
            }),
          })
    }${
      mayWrite &&
      html`<form method="post" action="${path}">${hiddenFormToken(formToken)}${panel({
        id: "new",
        title: "New team",
        content: html`<div class="pad stack">${field({
          name: "name",
          label: "Name",
          hint: "You are in it yourself at first.",
          errors: errors.name ?? errors.slug,
          input: (it) => html`<input class="input" required maxlength="200" autocomplete="off" value="${typed}" ${it} />`,
        })}</div>`,
        footer: html`<button class="btn primary">Create the team</button>`,
      })}</form>`
    }`,
  };
}

function namesOf(team: Team, members: readonly Member[]): Content {
  const names = members.filter((it) => team.members.includes(it.userId)).map((it) => it.name);
  if (names.length === 0) return html`<span class="soft">nobody</span>`;
  return `${names.slice(0, 3).join(", ")}${names.length > 3 ? ` and ${names.length - 3} more` : ""}`;
}

type TeamDocument = Omit<TeamsDocument, "teams" | "typed"> & {
  team: Team;
  mayRemove: boolean;
  typed: { name: string; slug: string; member: string };
};

/** One team: what it is called, who is in it, and its end. */
export function teamDocument({ slug, formToken, team, members, mayWrite, mayRemove, errors, typed, notice }: TeamDocument): PageReply {
  const teams = `/settings/${slug}/people/teams/`;
  const path = `${teams}${team.slug}/`;
  const token = hiddenFormToken(formToken);
  const own = members.filter((it) => team.members.includes(it.userId));
  return {
    title: team.name,
    trail: [
      { name: "People", path: `/settings/${slug}/people/` },
      { name: "Teams", path: teams },
    ],
    narrow: true,
    done: notice === "saved" && html`<p>Saved.</p>`,
    failed: formFailed(errors),
    main: html`${panel({
      id: "members",
      title: "Members",
      content:
        own.length === 0
          ? html`<p class="pad soft">Nobody is in it.</p>`
          : table({
              caption: `Members of ${team.name}`,
              columns: [{ label: "Member" }, { label: "Change", unseen: true, fit: true }],
              rows: own.slice(0, SHOWN).map((it): Content[] => [person(it, slug), mayWrite && out(it, path, token)]),
            }),
      footer:
        mayWrite &&
        html`<form class="stack tight" method="post" action="${path}">${token}${field({
          name: "member",
          label: "Put somebody in",
          hint: "By the address that they are a member with.",
          errors: errors.member,
          input: (it) => html`<input class="input" type="email" list="others" required autocomplete="off" value="${typed.member}" ${it} />`,
        })}${suggestions(
          "others",
          members
            .filter((it) => !own.includes(it))
            .slice(0, SHOWN)
            .map((it) => it.email),
        )}<div class="row"><button class="btn" name="action" value="add">Put in</button></div></form>`,
    })}${
      mayWrite &&
      html`<form method="post" action="${path}">${token}${panel({
        id: "called",
        title: "What it is called",
        content: html`<div class="pad stack">${field({ name: "name", label: "Name", errors: errors.name, input: (it) => html`<input class="input" required maxlength="200" autocomplete="off" value="${typed.name}" ${it} />` })}${field(
          {
            name: "slug",
            label: "Slug",
            hint: html`Rules of ownership name it: <code>#${team.slug}</code>. Change it there too.`,
            errors: errors.slug,
            input: (it) =>
              html`<input class="input" required maxlength="50" autocomplete="off" spellcheck="false" value="${typed.slug}" ${it} />`,
          },
        )}</div>`,
        footer: html`<button class="btn" name="action" value="rename">Save</button>`,
      })}</form>`
    }${mayRemove && removal(team, path, token)}`,
  };
}

const person = ({ userId, name, email }: Member, slug: string): Html =>
  html`<span class="person large">${face({ id: userId, name })}${twoLines(html`<a href="/settings/${slug}/people/${userId}/">${name}</a>`, email)}</span>`;

const out = ({ userId, name }: Member, path: string, token: Html): Html =>
  html`<form class="row" method="post" action="${path}">${token}<input type="hidden" name="user" value="${userId}" /><button class="btn" name="action" value="take-out">Take out<span class="unseen"> ${name}</span></button></form>`;

const removal = ({ name, projects }: Team, path: string, token: Html): Html =>
  html`<form method="post" action="${path}">${token}${panel({
    id: "end",
    title: "Remove the team",
    content: html`<div class="pad stack tight"><p class="soft">It loses its ${projects.length === 1 ? "project" : `${projects.length} projects`}, and what it has is nobody’s within seconds. Its members stay members.</p>${check({ name: "confirm", label: `Remove ${name}`, checked: false })}</div>`,
    footer: html`<button class="btn danger" name="action" value="remove">Remove it</button>`,
  })}</form>`;
