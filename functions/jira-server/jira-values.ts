import { html } from "hono/html";
import type { Html } from "../edges/document.ts";

/** What to enter in Jira, letter for letter. */
export const jiraValues = ({
  publicUrl,
  consumerKey,
  publicKey,
}: {
  publicUrl: string;
  consumerKey: string;
  publicKey: string;
}): Html => html`
<section class="card" aria-labelledby="jira-values">
<h2 id="jira-values">Now tell Jira about Lockstep</h2>
<ol>
<li>In Jira, open <strong>Administration → Applications → Application links</strong> and choose <strong>Create link</strong>. You have to be a
Jira administrator. Where Jira asks for a kind, choose <strong>Atlassian product</strong>: “External application” is OAuth 2.0, which this is
not.</li>
<li>Application URL: <pre>${publicUrl}</pre> Jira will say that it got no usable answer from there. That is as it should be: continue.</li>
<li>Application name: <strong>Lockstep</strong>. Application type: <strong>Generic application</strong>. Tick <strong>Create incoming link</strong>,
leave everything else empty, and continue.</li>
<li>Consumer key: <pre>${consumerKey}</pre></li>
<li>Consumer name: <strong>Lockstep</strong></li>
<li>Public key: <pre>${publicKey}</pre></li>
</ol>
<p class="hint">If you edit the link later and Jira asks for a consumer callback URL, it is <code>${publicUrl}/extensions/jira_server/setup/</code></p>
</section>`;
