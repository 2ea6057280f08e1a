import { html, raw } from "hono/html";
import type { PageReply } from "../../../../functions/edges/page.ts";
import { hiddenFormToken } from "../../../../functions/views/forms.ts";
import { icon } from "../../../../functions/views/icons.ts";
import type { Content, Html } from "../../../../functions/views/markup.ts";
import { panel, shell } from "../../../../functions/views/panels.ts";
import { HANDS } from "../people.ts";
import type { Sandbox } from "../sandbox.ts";
import { feedPanel } from "./sandbox-page.ts";

type Step = { title: string; about: Content; isDone: boolean; did: Content; button: Content; command: string };

const go = (token: string, value: string, label: string) => (isNext: boolean) =>
  html`<form method="post">${hiddenFormToken(token)}<button class="btn${isNext && " primary"}" name="do" value="${value}">${label}</button></form>`;
const toSandbox = (isNext: boolean) => html`<a class="btn${isNext && " primary"}" href="/__local/sandbox/">Open the sandbox</a>`;

/** /__local/tour/: each step with its button and its command, ticked off once it was seen to happen, however it was done. */
export async function tourPage(sandbox: Sandbox, token: string): Promise<PageReply> {
  const steps = await stepsOf(sandbox, token);
  const done = steps.filter((it) => it.isDone).length;
  const next = steps.findIndex((it) => !it.isDone);
  const all = next < 0;
  return {
    title: "Tour",
    heading: "Two minutes to see it work",
    about: "Everything runs on this machine. No account is needed anywhere, and each step ticks itself off when the system sees it happen.",
    polled: true,
    narrow: true,
    main: html`<figure class="panel pad">${picture}</figure>
${panel({
  id: "steps",
  title: all ? "All done" : `${done} of ${steps.length} done`,
  aside: html`<progress class="short" value="${done}" max="${steps.length}" aria-label="Steps done">${done} of ${steps.length}</progress>`,
  content: html`<ol class="tour">${steps.map((it, at) => step(it, at, at === next))}</ol>`,
  footer: all
    ? html`<span>That was all of it.</span><a class="btn primary" href="/__local/sandbox/">Play on in the sandbox</a><a class="btn quiet" href="/settings/acme/integrations/">Connect your own Jira</a>`
    : html`<span class="small">The commands need a token, once: <code>${sandbox.tokenLine}</code></span>`,
})}${feedPanel(sandbox.feed.all, Date.now())}`,
  };
}

const step = ({ title, about, isDone, did, button, command }: Step & { button: Content }, at: number, isNext: boolean): Html =>
  html`<li class="${isDone ? "done" : isNext ? "next" : "later"}"${isNext && raw(' aria-current="step"')}><span class="mark">${isDone ? icon("check", { label: "Done" }) : at + 1}</span>
<div><h3>${title}</h3><p class="soft">${isDone ? did : about}</p></div>${button}<details><summary>Or by command</summary>${shell(command, `the command of step ${at + 1}`)}</details></li>`;

async function stepsOf(sandbox: Sandbox, token: string): Promise<Step[]> {
  const { lockstep, world, story } = sandbox;
  const [integration, seen] = [await sandbox.connected(), await sandbox.look()];
  const [shortId, key] = [seen?.issue.shortId ?? "WEB-1", seen?.ticket?.key ?? "APP-1"];
  const issue = html`<a href="/organizations/acme/issues/${seen?.issue.id}/">${shortId}</a>`;
  const bearer = '-H "Authorization: Bearer $TOKEN"';
  const linkPath = `${lockstep.api}/api/0/organizations/acme/issues/${shortId}/integrations/${integration ?? "…"}/`;
  const isConnected = integration !== null && (await sandbox.hears());
  const hasTicket = Boolean(seen?.ticket);
  const given = { isDone: [isConnected, seen !== null, hasTicket, story.hasBob, story.survived] };
  const next = given.isDone.indexOf(false);
  const as = (at: number, button: (isNext: boolean) => Content) => ({ isDone: given.isDone[at] ?? false, button: button(at === next) });
  const look = (at: number, path: string, button: (isNext: boolean) => Content) =>
    given.isDone[at] ? () => html`<a class="btn quiet" href="${path}">Look</a>` : at > Math.max(next, 0) && at < 4 ? () => waits : button;
  return [
    {
      title: "Connect a Jira and a Discord",
      about: "Lockstep’s own set-up pages are gone through for you, step by step. Both sides run on this machine.",
      did: "Connected: owner and status go both ways, and #web-errors hears of what is new. Ada and Bob are known everywhere.",
      ...as(0, look(0, "/settings/acme/integrations/", go(token, "connect", "Connect both"))),
      command: `curl -sS -X POST ${bearer} ${lockstep.api}/__local/sandbox/ -d do=connect`,
    },
    {
      title: "Send an error",
      about: "A program of its own fails, with Sentry’s SDK in it. The channel hears of it.",
      did: html`It arrived and became ${issue}: ${seen?.issue.title}`,
      ...as(1, look(1, `/organizations/acme/issues/${seen?.issue.id}/`, go(token, "error", "Send it"))),
      command: "npm run --silent demo:error",
    },
    {
      title: "Link a ticket",
      about: html`${key} and ${shortId} become one thing with two faces.`,
      did: html`${key} and ${issue} are one thing with two faces.`,
      ...as(2, look(2, `/organizations/acme/issues/${seen?.issue.id}/`, go(token, "link", `Link ${key}`))),
      command: `curl -sS -X PUT ${bearer} -H "Content-Type: application/json" \\\n  ${linkPath} -d '{"externalIssue": "${key}"}'`,
    },
    {
      title: "Give the ticket to Bob in Jira",
      about: "Watch the issue and the message follow within a second or two.",
      did: "All three sides said Bob.",
      ...as(3, look(3, "/__local/sandbox/", go(token, "bob", "Assign in Jira"))),
      command: `curl -sS -X PUT -H "Authorization: Bearer ${HANDS.token}" -H "Content-Type: application/json" \\\n  ${world.jira.url}/rest/api/2/issue/${key}/assignee -d '{"name": "bob"}'`,
    },
    {
      title: "Lose a webhook, and watch it not matter",
      about: "In the sandbox: switch on Lose webhooks, give the ticket to somebody else, and press Compare now.",
      did: "A fault was survived: what was lost was found, and all sides agreed again.",
      ...as(4, look(4, "/__local/sandbox/", toSandbox)),
      command: `curl -sS -X POST ${bearer} ${lockstep.api}/__local/sandbox/ -d trouble=lose`,
    },
  ];
}

const waits = html`<span class="small soft">after the step before</span>`;

const picture = raw(
  `<svg class="picture" viewBox="0 0 720 132" role="img" aria-label="An error goes from your app to an issue; the issue keeps owner and status in step with a ticket and a message, both ways"><rect x="8" y="44" width="128" height="48" rx="8"/><text x="72" y="66">Your app</text><text class="sub" x="72" y="82">any Sentry SDK</text><path d="M140 68h96m-7-5 7 5-7 5"/><text class="sub" x="188" y="58">error</text><rect class="key" x="244" y="36" width="152" height="64" rx="8"/><text x="320" y="64">Issue WEB-1</text><text class="sub" x="320" y="82">owner, status</text><path class="line" d="M404 52h40c16 0 14-20 30-20h66M404 58h40c20 0 14-20 30-20h66"/><path class="line" d="M404 78h40c20 0 14 20 30 20h66M404 84h40c16 0 14 20 30 20h66"/><rect x="548" y="10" width="164" height="48" rx="8"/><text x="630" y="32">Ticket APP-1</text><text class="sub" x="630" y="48">Jira</text><rect x="548" y="76" width="164" height="48" rx="8"/><text x="630" y="98">Message</text><text class="sub" x="630" y="114">Discord #web-errors</text></svg>`,
);
