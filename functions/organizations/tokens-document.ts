import { html, raw } from "hono/html";
import { may, type NamedToken, SCOPES, type Scope } from "../../core/organizations/access.ts";
import type { Member } from "../../core/organizations/organization.ts";
import type { FormErrors } from "../edges/form-errors.ts";
import type { PageReply } from "../edges/page.ts";
import { field, hiddenFormToken, suggestions } from "../views/forms.ts";
import type { Content, Html } from "../views/markup.ts";
import { empty, formFailed, notice } from "../views/notices.ts";
import { panel, shell } from "../views/panels.ts";
import { pagination, table, twoLines } from "../views/tables.ts";
import { time } from "../views/time.ts";

export type TypedToken = { name: string; email: string; scopes: readonly string[] };

type TokensDocument = {
  slug: string;
  formToken: string;
  /** Names the form: sent twice it makes one token. */
  once: string;
  tokens: readonly NamedToken[];
  page: { number: number; of: number };
  members: readonly Member[];
  /** Of whoever looks: nobody gives away more than they have. */
  held: readonly Scope[];
  userId: number;
  /** The text of the token that was just made. */
  made: string | null;
  errors: FormErrors;
  typed: TypedToken;
  revoked: boolean;
  /** Milliseconds since the Unix epoch. */
  now: number;
};

/** The tokens of an organization: one is shown once, when it is made. */
export function tokensDocument(input: TokensDocument): PageReply {
  const { slug, formToken, tokens, page, made, errors, revoked, now } = input;
  const path = `/settings/${slug}/tokens/`;
  return {
    title: "Tokens",
    about: "A token is for the API, for command lines, and to sign in here. It may what its scopes say.",
    done: revoked && html`<p>The token is gone: nobody is known by it any more, and browsers that signed in with it are signed out.</p>`,
    failed: formFailed(errors),
    main: html`${made !== null && notice("good", html`<h2>The token is made</h2><p>Copy it now: it is kept nowhere, and not shown again.</p>${shell(made, "the token")}`)}
${
  tokens.length === 0
    ? empty({ shape: "key", title: "No token yet", text: "Make one below." })
    : panel({
        id: "tokens",
        title: "Tokens",
        content: table({
          caption: "Tokens",
          columns: [
            { label: "Token" },
            { label: "Whose", fit: true },
            { label: "Scopes" },
            { label: "Made", fit: true },
            { label: "Change", unseen: true, fit: true },
          ],
          rows: tokens.map((it) => row(it, input, path, now)),
        }),
        footer: page.of > 1 && pagination(path, page),
      })
}${create(input, path)}
${panel({
  id: "browsers",
  title: "Browsers",
  content: html`<p class="pad soft">You stay signed in for two hours. Signing out everywhere ends that in every browser that signed in with the token that you use here; the token itself stays.</p>`,
  footer: html`<form method="post" action="/auth/logout/">${hiddenFormToken(formToken)}<input type="hidden" name="everywhere" value="on" /><button class="btn">Sign out everywhere</button></form>`,
})}`,
  };
}

function row(
  { id, name, last, userId, scopes, createdAt, expiresAt }: NamedToken,
  { members, formToken }: TokensDocument,
  path: string,
  now: number,
): Content[] {
  const member = members.find((it) => it.userId === userId);
  return [
    twoLines(name || "without a name", html`ends in <code>${last}</code>`),
    member?.name ?? html`<span class="soft">somebody who is gone</span>`,
    html`<span class="small soft">${inWords(scopes)}</span>`,
    html`<span class="soft nowrap">${time(createdAt, now)}${expiresAt !== undefined && html`, ends ${time(expiresAt * 1000, now)}`}</span>`,
    html`<form class="row" method="post" action="${path}">${hiddenFormToken(formToken)}<input type="hidden" name="token" value="${id}" /><button class="btn danger" name="action" value="revoke">Take away<span class="unseen"> ${name}</span></button></form>`,
  ];
}

/** Of scopes that include each other the greatest. */
function inWords(scopes: readonly Scope[]): string {
  const greatest = scopes.filter((it) => !scopes.some((other) => other !== it && may({ scopes: [other] }, it)));
  return SCOPES.every((it) => may({ scopes: [...scopes] }, it)) ? "everything" : greatest.join(", ");
}

const create = ({ formToken, once, members, held, userId, errors, typed }: TokensDocument, path: string): Html =>
  html`<form method="post" action="${path}">${hiddenFormToken(formToken)}<input type="hidden" name="once" value="${once}" />${panel({
    id: "new",
    title: "New token",
    content: html`<div class="pad stack">${field({
      name: "name",
      label: "Name",
      hint: "What it is for.",
      errors: errors.name,
      input: (it) => html`<input class="input" required maxlength="200" autocomplete="off" value="${typed.name}" ${it} />`,
    })}${field({
      name: "email",
      label: "For whom",
      hint: "The address of a member; what is done with it is theirs.",
      errors: errors.email ?? errors.user,
      input: (it) =>
        html`<input class="input" type="email" required list="members" autocomplete="off" value="${typed.email || (members.find((one) => one.userId === userId)?.email ?? "")}" ${it} />`,
    })}${suggestions(
      "members",
      members
        .filter((it) => it.active)
        .slice(0, 100)
        .map((it) => it.email),
    )}${scopeBoxes(held, typed.scopes, errors.scopes)}</div>`,
    footer: html`<button class="btn primary" name="action" value="create">Make the token</button>`,
  })}</form>`;

const scopeBoxes = (held: readonly Scope[], chosen: readonly string[], errors: readonly string[] = []): Html =>
  html`<fieldset class="stack tight" id="scopes" tabindex="-1"${errors.length > 0 && html` aria-invalid="true" aria-describedby="scopes-error"`}><legend>Scopes</legend><p class="hint">Of one kind, admin includes write, and write includes read.</p><div class="scopes">${SCOPES.filter(
    (it) => may({ scopes: [...held] }, it),
  ).map(
    (it) =>
      html`<div class="choice"><input class="check" type="checkbox" id="scope-${it}" name="scopes" value="${it}"${chosen.includes(it) && raw(" checked")} /><label for="scope-${it}">${it}</label></div>`,
  )}</div>${errors.length > 0 && html`<p class="fault" id="scopes-error">${errors.join(" ")}</p>`}</fieldset>`;
