import { html } from "hono/html";
import type { AccountThere, Everybody, PersonEverywhere, Stranger } from "../../core/integrations/everybody.ts";
import type { PageReply } from "../edges/page.ts";
import { fault, hiddenFormToken } from "../views/forms.ts";
import { icon } from "../views/icons.ts";
import type { Content, Html } from "../views/markup.ts";
import { empty, type Failed } from "../views/notices.ts";
import { panel } from "../views/panels.ts";
import { face } from "../views/people.ts";
import { peopleTabs } from "../views/people-pages.ts";
import { state } from "../views/states.ts";
import { table, twoLines } from "../views/tables.ts";

/** Of what somebody typed: by integration and user. */
export type AccountErrors = ReadonlyMap<string, string>;
export const cellId = (integrationId: number, userId: number): string => `account-${integrationId}-${userId}`;

type EverybodyDocument = Everybody & {
  slug: string;
  formToken: string;
  query: string;
  /** What was typed, by the name of its field. */
  typed: URLSearchParams;
  errors: AccountErrors;
  problem: Failed | null;
  mayMap: boolean;
  mayAdd: boolean;
  notice: string | null;
};

const DONE: Record<string, string> = {
  saved: "Saved. What waited for it is looked at again.",
  forgotten: "The Discord account is forgotten; whoever has it can link it again there.",
  added: "The member is there, and can sign in with a token that you make for them.",
  removed: "The membership has ended. What was theirs is nobody’s within seconds.",
};

/** Members, and their accounts in each tracker and in Discord: whom something waits for first. */
export function everybodyDocument(input: EverybodyDocument): PageReply {
  const { slug, formToken, trackers, people, strangers, unmatched, page, query, problem, mayMap, mayAdd, notice } = input;
  const path = `/settings/${slug}/people/`;
  return {
    title: "People",
    heading: unmatched > 0 ? `${unmatched} ${unmatched === 1 ? "person needs" : "people need"} an account` : "People",
    about: "Who has the same verified address in a tracker is known there without this. Enter the account of everybody else.",
    actions: mayAdd && html`<a class="btn" href="${path}new/">Add a member…</a>`,
    done: notice !== null && Object.hasOwn(DONE, notice) && html`<p>${DONE[notice]}</p>`,
    failed: problem ?? failedBy(input),
    main: html`${peopleTabs(slug, "")}
${strangers.length > 0 && strangersPanel(strangers, path, formToken, mayMap)}
<form class="row filters" role="search" method="get" action="${path}"><div class="search">${icon("search")}<input class="input" type="search" name="query" value="${query}" aria-label="Search by name or address" placeholder="Ada, or role:owner" autocomplete="off" /></div><button class="btn">Search</button></form>
${
  people.length === 0
    ? empty({ shape: "search", title: "Nobody found", text: "Search for a part of a name or of an address, or for role:owner." })
    : html`<form method="post" action="${path}">${hiddenFormToken(formToken)}<input type="hidden" name="query" value="${query}" /><input type="hidden" name="page" value="${page.number}" />
${panel({
  id: "members",
  title: "Members and their accounts",
  aside: trackers.length > 0 && html`<span class="small soft">the name they sign in with there; clear it to forget it</span>`,
  content: table({ caption: "Members and their accounts", columns: columnsOf(input), rows: people.map((it) => row(it, input)) }),
  footer:
    (trackers.length > 0 || page.of > 1) &&
    html`${trackers.length > 0 && mayMap && html`<button class="btn primary" name="action" value="save">Save</button>`}${page.of > 1 && pages(path, query, page)}`,
})}</form>`
}
${elsewhere(input)}`,
  };
}

const hostOf = ({ baseUrl }: { baseUrl: string }): string => new URL(baseUrl).host;

const columnsOf = ({ trackers, hasChat }: Everybody) => [
  { label: "Member" },
  { label: "Role and teams" },
  ...trackers.map((it) => ({ label: hostOf(it) })),
  ...(hasChat ? [{ label: "Discord" }] : []),
];

function row({ member, accounts, chat }: PersonEverywhere, input: EverybodyDocument): Content[] {
  const { userId, name, email, role, active } = member;
  return [
    html`<span class="person large">${face({ id: userId, name })}<span class="two-lines"><a class="strong" href="/settings/${input.slug}/people/${userId}/">${name}</a><span class="small soft">${email}</span></span></span>`,
    twoLines(active ? role : state("paused", "Suspended"), teamsOf(member, input.teams)),
    ...accounts.map((it) => cell(member, it, input)),
    ...(input.hasChat ? [chatCell(name, userId, chat, input.mayMap)] : []),
  ];
}

const teamsOf = (member: PersonEverywhere["member"], teams: Everybody["teams"]): string =>
  teams
    .filter((it) => member.teams.includes(it.id))
    .map((it) => it.name)
    .slice(0, 5)
    .join(", ") || "in no team";

function cell(
  { userId, name }: PersonEverywhere["member"],
  { integrationId, account, waits }: AccountThere,
  input: EverybodyDocument,
): Html {
  const id = cellId(integrationId, userId);
  const error = input.errors.get(id);
  const host = hostOf(input.trackers.find((it) => it.id === integrationId) ?? { baseUrl: "http://unknown" });
  const described = [waits > 0 && `${id}-waits`, error && `${id}-error`].filter((it) => it).join(" ");
  return html`${waits > 0 && html`<span id="${id}-waits">${state("needs-you", `No account: ${waits} ${waits === 1 ? "link waits" : "links wait"}`)}</span>`}<input class="input" id="${id}" name="${id}" value="${input.typed.get(id) ?? account}" aria-label="Account of ${name} in ${host}" placeholder="${waits > 0 ? "account" : "by address"}" maxlength="255" autocomplete="off" spellcheck="false"${described && html` aria-describedby="${described}"`}${error && html` aria-invalid="true"`}${!input.mayMap && html` readonly`} />${error && fault(`${id}-error`, [error])}`;
}

const chatCell = (name: string, userId: number, chat: string | null, mayMap: boolean): Html =>
  chat === null
    ? html`<span class="soft">links it with <code>/link</code> there</span>`
    : html`<span class="row keep"><code>${chat}</code>${mayMap && html`<button class="btn quiet" name="forget" value="${userId}">Forget<span class="unseen"> the Discord account of ${name}</span></button>`}</span>`;

function failedBy({ errors, people }: EverybodyDocument): Failed | undefined {
  if (errors.size === 0) return undefined;
  const nameOf = (id: string) => people.find((it) => id.endsWith(`-${it.member.userId}`))?.member.name ?? "";
  return {
    title: "Some accounts need another look",
    text: html`<p>Nothing was saved in a tracker where one of them is wrong.</p>`,
    fields: [...errors].map(([id, text]) => ({ id, text: `${nameOf(id)}: ${text}` })),
  };
}

const strangersPanel = (strangers: readonly Stranger[], path: string, formToken: string, mayMap: boolean): Html =>
  panel({
    id: "strangers",
    title: "Only in a tracker",
    aside: html`<span class="small soft">they have a linked ticket, and are no member as far as their address tells</span>`,
    content: html`<ul class="needs">${strangers.map(
      ({
        integration,
        account,
        name,
        tickets,
        proposed,
      }) => html`<li>${icon("warn", { tone: "bad" })}<div><strong>${name}</strong> <code>${account}</code>
<p class="soft">${hostOf(integration)}: ${tickets.slice(0, 5).join(", ")}${tickets.length > 5 && ` and ${tickets.length - 5} more`}. The issue keeps its owner. Enter the account beside its person below, or add the member.</p></div>${
        proposed &&
        mayMap &&
        html`<form method="post" action="${path}">${hiddenFormToken(formToken)}<input type="hidden" name="${cellId(integration.id, proposed.userId)}" value="${account}" /><button class="btn" name="action" value="save">It is ${proposed.name}</button></form>`
      }</li>`,
    )}</ul>`,
  });

const elsewhere = ({ moreTrackers, slug }: EverybodyDocument): Content =>
  moreTrackers.length > 0 &&
  html`<p class="hint">${moreTrackers.map((it) => html`<a href="/settings/${slug}/integrations/${it.id}/people/">Accounts in ${hostOf(it)}</a> `)}</p>`;

const pages = (path: string, query: string, { number, of }: Everybody["page"]): Html => {
  const to = (page: number) => `${path}?${new URLSearchParams({ ...(query && { query }), page: String(page) })}`;
  return html`<span class="row">Page ${number} of ${of}${number > 1 && html`<a class="btn" href="${to(number - 1)}">Previous</a>`}${number < of && html`<a class="btn" href="${to(number + 1)}">Next</a>`}</span>`;
};
