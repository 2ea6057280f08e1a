import { html } from "hono/html";
import { may, type Scope } from "../../core/organizations/access.ts";
import { brand, icon } from "./icons.ts";
import type { Content, Html } from "./markup.ts";
import { face } from "./people.ts";
import type { Place } from "./place.ts";
import { PLACES } from "./places.ts";
import { twoLines } from "./tables.ts";

/** Who looks at a page, and which. */
export type Visitor = {
  organization: { slug: string; name: string };
  /** Null where the token's member is gone. */
  member: { userId: number; name: string; role: string } | null;
  scopes: Scope[];
  formToken: string;
  path: string;
};

/** Navigation left, one column of work right; on a narrow screen the navigation is a drawer. */
export const frame = (
  visitor: Visitor,
  work: Content,
  { narrow = false, tag }: { narrow?: boolean; tag?: string | undefined } = {},
): Html => html`<header class="bar">${brand}<button class="btn quiet" type="button" popovertarget="nav">${icon("menu")}Menu</button></header>
<div class="frame">
<nav class="nav" id="nav" popover aria-label="Main">${brand}
${group(visitor.organization.name, "organization", visitor)}${group("Run", "run", visitor)}
${who(visitor)}</nav>
<main class="work${narrow && " narrow"}" id="main"${tag && html` data-live="${tag}"`}>
${work}
</main>
</div>`;

/** The page of somebody who is not signed in: one panel in the middle. */
export const gate = (content: Content): Html => html`<main class="gate" id="main">${brand}
<div class="panel">${content}</div></main>`;

/** Leads to what whoever looks may see. */
function group(title: string, name: Place["group"], visitor: Visitor): Html | undefined {
  const { organization, path } = visitor;
  const places = PLACES.filter((it) => it.group === name && may(visitor, it.scope)).map((it) => ({
    ...it,
    path: it.path.replace("{organization}", organization.slug),
  }));
  if (places.length === 0) return undefined;
  return html`<div><h2>${title}</h2><ul>${places.map(
    (it) => html`<li><a href="${it.path}"${path.startsWith(it.path) && html` aria-current="page"`}>${icon(it.icon)}${it.name}</a></li>`,
  )}</ul></div>`;
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function who({ organization, member, formToken }: Visitor): Html {
  const named = member
    ? [
        face({ id: member.userId, name: member.name }),
        twoLines(html`<span title="${member.name}">${member.name}</span>`, capitalized(member.role)),
      ]
    : [twoLines(organization.name, "")];
  return html`<div class="who">${named}<form method="post" action="/auth/logout/"><input type="hidden" name="form_token" value="${formToken}" /><button class="btn quiet icon-only" aria-label="Sign out" title="Sign out">${icon("out")}</button></form></div>`;
}
