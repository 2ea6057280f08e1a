import { html } from "hono/html";
import { WEBHOOK_NAME } from "../../core/jira-cloud/webhook.ts";
import type { Integration } from "../../core/trackers/integration.ts";
import type { PageReply } from "../edges/page.ts";
import type { Html } from "../views/markup.ts";
import { panel, shell } from "../views/panels.ts";
import { trail } from "./site-page.ts";

type Paste = { slug: string; integration: Integration; toPaste: { url: string; secret: string }; account?: string };

/** What an administrator of Jira makes by hand. The secret is on this page and on no other. */
export function pastePage({ slug, integration, toPaste, account }: Paste): PageReply {
  const base = `/settings/${slug}/integrations/${integration.id}/`;
  return {
    title: "One step more, in Jira",
    narrow: true,
    trail: trail(slug),
    about: account
      ? html`Lockstep is connected and acts as <strong>${account}</strong>, who may not make webhooks. An administrator of Jira does it once.`
      : "An administrator of Jira gives the webhook its new secret. What was signed with the one before is taken for a week.",
    main: html`${values(integration.baseUrl, toPaste)}
<div class="row"><a class="btn primary" href="${base}webhook/">It is done</a><a class="btn quiet" href="${base}">Later</a></div>`,
  };
}

const values = (baseUrl: string, { url, secret }: Paste["toPaste"]): Html =>
  panel({
    id: "values",
    title: "What to paste",
    content: html`<ol class="pad stack tight numbered">
<li>Open <a href="${baseUrl}/plugins/servlet/webhooks" rel="noreferrer">System → WebHooks</a> in Jira and choose <strong>Create a WebHook</strong>, or the
one that is there already.</li>
<li>Name: <strong>${WEBHOOK_NAME}</strong>. Status: <strong>Enabled</strong>.</li>
<li>URL: ${shell(url, "the URL")}</li>
<li>Secret: ${shell(secret, "the secret")}</li>
<li>Issue related events: <strong>Issue: created, updated, deleted</strong>. Leave “Exclude body” off.</li>
</ol>`,
    footer: html`<span class="small">The secret is shown here only. If it gets lost, have another one made on the page of the webhook.</span>`,
  });
