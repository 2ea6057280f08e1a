import { html } from "hono/html";
import type { Html } from "../views/markup.ts";
import { panel, shell } from "../views/panels.ts";

type Values = { publicUrl: string; consumerKey: string; publicKey: string };

/** What to enter in Jira, letter for letter. */
export const jiraValues = ({ publicUrl, consumerKey, publicKey }: Values): Html =>
  panel({
    id: "jira-values",
    title: "Now tell Jira about Lockstep",
    content: html`<ol class="pad stack tight numbered">
<li>In Jira, open <strong>Administration → Applications → Application links</strong> and choose <strong>Create link</strong>. You have to be a
Jira administrator. Where Jira asks for a kind, choose <strong>Atlassian product</strong>: “External application” is OAuth 2.0, which this is
not.</li>
<li>Application URL: ${shell(publicUrl, "the application URL")} Jira will say that it got no usable answer from there. That is as it should be: continue.</li>
<li>Application name: <strong>Lockstep</strong>. Application type: <strong>Generic application</strong>. Tick <strong>Create incoming link</strong>,
leave everything else empty, and continue.</li>
<li>Consumer key: ${shell(consumerKey, "the consumer key")}</li>
<li>Consumer name: <strong>Lockstep</strong></li>
<li>Public key: ${shell(publicKey, "the public key")}</li>
</ol>`,
    footer: html`<span class="small">If you edit the link later and Jira asks for a consumer callback URL, it is <code>${publicUrl}/extensions/jira_server/setup/</code></span>`,
  });
