import { html } from "hono/html";
import type { Installed } from "../../core/integrations/find-integration.ts";
import { PROVIDERS } from "../../core/trackers/integration.ts";
import type { Watched } from "../../core/trackers/ports.ts";
import type { PageReply } from "../edges/page.ts";
import type { Content, Html } from "../views/markup.ts";
import { empty, type Failed } from "../views/notices.ts";
import { panel } from "../views/panels.ts";
import { PLACES } from "../views/places.ts";
import { table, twoLines } from "../views/tables.ts";
import { connectedWith, endOfCredentials } from "./connected-with.ts";
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

/** What is connected, and what can be; `notice` says what was done on the page before. */
export function listDocument(slug: string, all: readonly Listed[], notice: string, now: number): PageReply {
  const base = `/settings/${slug}/integrations/`;
  const ways = PLACES.filter((it) => it.group === "connect");
  const kind = (at: number) => (at === 0 ? "btn primary" : "btn");
  const connect = html`${ways.map(({ name, path }, at) => html`<a class="${kind(at)}" href="${path.replace("{organization}", slug)}">Connect a ${name}</a>`)}`;
  return {
    title: "Integrations",
    about: "Whoever gets a ticket gets its issues, and the other way round.",
    actions: all.length > 0 && connect,
    done: notice === "disconnected" && DONE,
    failed: Object.hasOwn(FAILED, notice) ? FAILED[notice] : undefined,
    main: all.length > 0 ? installed(base, all, now) : nothing(connect),
  };
}

const nothing = (connect: Html): Html =>
  empty({
    shape: "plug",
    title: "No tracker is connected",
    text: "Connect a Jira Cloud, which takes two minutes and an API token; or a Jira that your organization runs itself, Server or Data Center.",
    action: connect,
  });

const installed = (base: string, all: readonly Listed[], now: number): Html =>
  panel({
    id: "connected",
    title: "Connected",
    content: table({
      caption: "Connected trackers",
      columns: [{ label: "Tracker" }, { label: "State" }, { label: "Connected with" }],
      rows: all.map(({ integration: it, compared }): Content[] => [
        twoLines(html`<a href="${base}${it.id}/">${new URL(it.baseUrl).host}</a>`, PROVIDERS[it.provider].name),
        standing(compared),
        html`${connectedWith(it)} ${endOfCredentials(it, now)}`,
      ]),
    }),
  });
