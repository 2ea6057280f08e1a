import { html } from "hono/html";
import { scopeInWords } from "../../core/organizations/access.ts";
import type { Member, Team } from "../../core/organizations/organization.ts";
import type { FormErrors } from "../edges/form-errors.ts";
import type { PageReply } from "../edges/page.ts";
import { check, hiddenFormToken } from "../views/forms.ts";
import { formFailed } from "../views/notices.ts";
import { facts, panel } from "../views/panels.ts";
import { time } from "../views/time.ts";
import { roleField, teamBoxes } from "./new-member-document.ts";

type MemberDocument = {
  slug: string;
  formToken: string;
  member: Member;
  teams: readonly Team[];
  mayWrite: boolean;
  mayRemove: boolean;
  errors: FormErrors;
  saved: boolean;
  /** Milliseconds since the Unix epoch. */
  now: number;
};

/** One member: role, teams, whether they are active, and the end of the membership. */
export function memberDocument({ slug, formToken, member, teams, mayWrite, mayRemove, errors, saved, now }: MemberDocument): PageReply {
  const people = `/settings/${slug}/people/`;
  const path = `${people}${member.userId}/`;
  const own = teams.filter((it) => member.teams.includes(it.id)).map((it) => it.slug);
  return {
    title: member.name,
    trail: [{ name: "People", path: people }],
    narrow: true,
    done: saved && html`<p>Saved.</p>`,
    failed: formFailed(errors),
    main: html`${panel({
      id: "who",
      title: "Member",
      content: html`<div class="pad">${facts([
        ["Address", member.email],
        ["Member since", time(member.createdAt, now)],
        ["Issues of", `${member.projects.length} ${member.projects.length === 1 ? "project" : "projects"} can be theirs, by their teams`],
        ["Accounts", html`<a href="${people}?query=${encodeURIComponent(member.email)}">in the trackers and in Discord</a>`],
      ])}</div>`,
    })}<form method="post" action="${path}">${hiddenFormToken(formToken)}${panel({
      id: "rights",
      title: "Role and teams",
      content: html`<div class="pad stack">${roleField(member.role, errors.role)}${check({
        name: "active",
        label: "Active",
        checked: member.active,
        hint: "Whoever is suspended owns nothing, and their tokens end.",
      })}${teamBoxes(teams, own)}</div>`,
      footer: mayWrite
        ? html`<button class="btn primary" name="action" value="save">Save</button>`
        : html`<span class="hint">You may look, not change: your token lacks ${scopeInWords("member:write")}.</span>`,
    })}</form>${
      mayRemove &&
      html`<form method="post" action="${path}">${hiddenFormToken(formToken)}${panel({
        id: "end",
        title: "End the membership",
        content: html`<div class="pad stack tight"><p class="soft">They are in no team any more, and their tokens end. What was theirs is nobody’s within seconds; what they wrote stays.</p>${check({ name: "confirm", label: `End the membership of ${member.name}`, checked: false })}</div>`,
        footer: html`<button class="btn danger" name="action" value="remove">End it</button>`,
      })}</form>`
    }`,
  };
}
