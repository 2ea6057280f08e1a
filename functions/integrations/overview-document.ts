import { html } from "hono/html";
import type { Installed } from "../../core/integrations/find-integration.ts";
import { offsetOf } from "../../core/sync/clock.ts";
import { isTracker } from "../../core/trackers/integration.ts";
import type { Watched } from "../../core/trackers/ports.ts";
import { SWITCHES } from "../../core/trackers/switches.ts";
import type { PageReply } from "../edges/page.ts";
import { hiddenFormToken } from "../views/forms.ts";
import { icon } from "../views/icons.ts";
import type { Content, Html } from "../views/markup.ts";
import type { Failed } from "../views/notices.ts";
import { facts, panel } from "../views/panels.ts";
import { state } from "../views/states.ts";
import { comparison } from "./comparison.ts";
import { connectedWith, endOfCredentials } from "./connected-with.ts";
import { pageOf } from "./pages.ts";
import { reconnect } from "./reconnect.ts";
import { standing } from "./standing.ts";

type Overview = {
  slug: string;
  formToken: string;
  installed: Installed;
  compared: Watched | null;
  /** Milliseconds since the Unix epoch. */
  now: number;
  /** What was just done, or what came of a test. */
  done?: Html | undefined;
  failed?: Failed | undefined;
};

/** What is connected, whether it works, and where everything about it is. */
export function overviewDocument({ slug, formToken, installed, compared, now, done, failed }: Overview): PageReply {
  const { integration, installation } = installed;
  const { base, tabs, ...page } = pageOf(slug, integration, "");
  const on = SWITCHES.filter(({ name }) => installation.config[name]);
  return {
    ...page,
    heading: `Jira · ${page.title}`,
    actions: html`<form class="row full" method="post" action="${base}test/">${hiddenFormToken(formToken)}<button class="btn primary">Test the connection</button></form>`,
    done,
    failed,
    main: html`${tabs}
${panel({
  id: "connection",
  title: "Connection",
  aside: standing(compared),
  content: html`<div class="pad">${facts([
    ["Jira", html`<a href="${integration.baseUrl}" rel="noreferrer">${integration.baseUrl}</a>`],
    ["Connected", html`with ${connectedWith(integration)}. ${endOfCredentials(integration, now)}`],
    ["Certificate", certificate(integration)],
    ["Webhook", integration.formerWebhookSecrets ? signedWebhook(integration, base) : webhook(integration)],
    ["Compared", comparison(compared, now)],
    ["Its clock", clock(compared)],
  ])}</div>`,
  footer: reconnect(slug, integration),
})}
${
  isTracker(integration) &&
  panel({
    id: "kept",
    title: "What is kept in step",
    content: html`<div class="pad">${
      on.length === 0
        ? state("needs-you", "Nothing is switched on")
        : html`<ul class="stack tight">${on.map((it) => html`<li class="glyph">${icon("check", { tone: "soft" })}${it.label}</li>`)}</ul>`
    }</div>`,
  })
}
${panel({
  id: "disconnect",
  title: "Disconnect",
  content: html`<p class="pad soft">Nothing is sent to Jira or taken from it any more, the webhook is removed from Jira, and Lockstep forgets how to
sign in there. Links between issues and tickets stay.</p>`,
  footer: html`<a class="btn danger" href="${base}uninstall/">Disconnect…</a>`,
})}`,
  };
}

/** Larger than this it is worth somebody's while. */
const LARGE_SECONDS = 30;

function clock(compared: Watched | null): Content {
  if (!compared?.clock) return "not measured yet";
  const seconds = Math.round(offsetOf(compared.clock) / 1000);
  if (Math.abs(seconds) < LARGE_SECONDS) return "agrees with ours";
  const off = `${Math.abs(seconds)} seconds ${seconds > 0 ? "ahead of" : "behind"} ours`;
  return html`${state("needs-you", off)} Lockstep allows for it; set the clock of the machine that Jira runs on.`;
}

const webhook = ({ webhookId, signsBodies }: Installed["integration"]): Html =>
  html`${webhookId === null ? "created; Jira did not say its number" : html`number <code>${webhookId}</code> in Jira`}${signsBodies && "; what it sends is signed"}`;

const signedWebhook = ({ signsBodies }: Installed["integration"], base: string): Content =>
  html`${signsBodies ? "signed, and heard of." : state("waiting", "Nothing has come from it yet.")} <a href="${base}webhook/">Webhook</a>`;

const certificate = ({ baseUrl, verifySsl }: Installed["integration"]): Content => {
  if (!baseUrl.startsWith("https:")) return state("needs-you", "none: what is sent can be read on the way");
  return verifySsl ? "verified" : state("needs-you", "not verified");
};
