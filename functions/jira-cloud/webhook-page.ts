import { html } from "hono/html";
import type { Integration } from "../../core/trackers/integration.ts";
import type { PageReply } from "../edges/page.ts";
import { hiddenFormToken } from "../views/forms.ts";
import type { Failed } from "../views/notices.ts";
import { panel } from "../views/panels.ts";
import { state } from "../views/states.ts";
import { trail } from "./site-page.ts";

type WebhookPage = {
  slug: string;
  formToken: string;
  integration: Integration;
  isByHand: boolean;
  isDone?: boolean;
  failed?: Failed;
};

/** Whether Jira was heard of since the webhook got its secret, and the button for another one. */
export function webhookPage({ slug, formToken, integration, isByHand, isDone, failed }: WebhookPage): PageReply {
  const host = new URL(integration.baseUrl).host;
  const path = `/settings/${slug}/integrations/${integration.id}/`;
  return {
    title: "Webhook",
    narrow: true,
    trail: [...trail(slug), { name: host, path }],
    about: "By it Jira tells Lockstep what changes. Everything that it sends is signed.",
    done: isDone && html`<p>The webhook has another secret. What was signed with the one before is still taken for two hours.</p>`,
    failed,
    main: html`${panel({
      id: "heard",
      title: isByHand ? "Made by an administrator" : "Made by Lockstep",
      content: integration.signsBodies
        ? html`<p class="pad">${state("working")} Jira has sent something, signed as it should be.</p>`
        : html`<p class="pad">${state("waiting")} Jira has sent nothing yet. Change any ticket there, and look again.</p>`,
      footer: html`<a class="btn" href="${path}webhook/">Look again</a>`,
    })}
${panel({
  id: "secret",
  title: "Another secret",
  content: html`<p class="pad soft">${
    isByHand
      ? "You are shown a new one, and an administrator pastes it in Jira. The one of now is taken for a week more."
      : "Lockstep makes a new one and gives it to Jira. Nothing is lost in between."
  }</p>`,
  footer: html`<form method="post" action="${path}webhook/">${hiddenFormToken(formToken)}<button class="btn">Replace the secret</button></form>`,
})}`,
  };
}
