import { html } from "hono/html";
import type { Guild } from "../../core/discord/ports.ts";
import type { Installed } from "../../core/integrations/find-integration.ts";
import { isTracker, PROVIDERS } from "../../core/trackers/integration.ts";
import type { Watched } from "../../core/trackers/ports.ts";
import type { PageReply } from "../edges/page.ts";
import type { Html } from "../views/markup.ts";
import { empty, type Failed } from "../views/notices.ts";
import { facts, panel } from "../views/panels.ts";
import { PLACES } from "../views/places.ts";
import { state } from "../views/states.ts";
import { time } from "../views/time.ts";
import { comparison } from "./comparison.ts";
import { connectedWith, endOfCredentials } from "./connected-with.ts";
import { reconnect } from "./reconnect.ts";
import { standing } from "./standing.ts";

const DONE = html`<p>Disconnected. The links between issues and tickets stay as they are; nothing is sent any more.</p>`;

const FAILED: Record<string, Failed> = {
  "set-up-over": {
    title: "Invalid request.",
    text: html`<p>The set-up that Jira answered is not under way in this browser: it was begun more than an hour ago, in another browser, or is
finished already. Begin it again.</p>`,
  },
  "webhook-left": {
    title: "Disconnected, but Jira did not let the webhook be removed.",
    text: html`<p>Nothing that it sends is taken any more. Remove it yourself: in Jira, <strong>Administration → System → Webhooks</strong>, the one
named “Lockstep”.</p>`,
  },
};

/** And how it goes with it. */
type Listed = Installed & { compared: Watched | null };
type Connected = { trackers: readonly Listed[]; servers: readonly Guild[] };

/** What is connected, and what can be; `notice` says what was done on the page before. */
export function listDocument(slug: string, { trackers, servers }: Connected, notice: string, now: number): PageReply {
  const base = `/settings/${slug}/integrations/`;
  const ways = PLACES.filter((it) => it.group === "connect");
  const kind = (at: number) => (at === 0 ? "btn primary" : "btn");
  const hasAny = trackers.length + servers.length > 0;
  const connect = html`${ways.map(({ name, path }, at) => html`<a class="${kind(at)}" href="${path.replace("{organization}", slug)}">Connect a ${name}</a>`)}`;
  return {
    title: "Integrations",
    about: "Whoever gets a ticket gets its issues, and the other way round.",
    actions: hasAny && html`<div class="row full">${connect}</div>`,
    done: notice === "disconnected" && DONE,
    failed: Object.hasOwn(FAILED, notice) ? FAILED[notice] : undefined,
    main: hasAny
      ? html`<div class="boxes">${trackers.map((it) => card(base, slug, it, now))}${servers.map((it) => server(base, it, now))}</div>`
      : nothing(connect),
  };
}

const nothing = (connect: Html): Html =>
  empty({
    shape: "plug",
    title: "No tracker is connected",
    text: "Connect a Jira Cloud, which takes two minutes and an API token; or a Jira that your organization runs itself, Server or Data Center.",
    action: connect,
  });

/** A server of Discord. What it may do there Discord is asked on its own page alone. */
const server = (base: string, { guildId, name, installedAt }: Guild, now: number): Html =>
  panel({
    id: `server-${guildId}`,
    title: html`<a href="${base}discord/">${name}</a>`,
    aside: state("working", "Connected"),
    content: html`<div class="pad">${facts([
      ["What", "Discord server"],
      ["Since", time(installedAt, now)],
    ])}</div>`,
    footer: html`<a class="btn" href="${base}discord/">Servers and alerts</a>`,
  });

/** One that is connected: whether it works, since when, and what can be done about it. */
function card(base: string, slug: string, { integration: it, compared }: Listed, now: number): Html {
  const host = new URL(it.baseUrl).host;
  const tracker = isTracker(it);
  return panel({
    id: `integration-${it.id}`,
    title: html`<a href="${base}${it.id}/">${tracker ? host : it.name}</a>`,
    aside: tracker ? standing(compared) : state("working", "Connected"),
    content: html`<div class="pad">${facts([
      ["What", PROVIDERS[it.provider].name],
      ...(tracker ? ([["Compared", comparison(compared, now)]] as const) : []),
      ["Connected", html`with ${connectedWith(it)} ${endOfCredentials(it, now)}`],
    ])}</div>`,
    footer: tracker
      ? html`<a class="btn" href="${base}${it.id}/sync/">What is kept in step</a><a class="btn" href="${base}${it.id}/health/">Health</a>${reconnect(slug, it)}`
      : html`<a class="btn" href="${base}discord/">Servers and alerts</a>`,
  });
}
