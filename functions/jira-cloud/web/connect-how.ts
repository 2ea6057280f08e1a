import { html } from "hono/html";
import { publicUrl } from "../../adapters/settings.ts";
import { page } from "../../edges/page.ts";
import { panel, shell } from "../../views/panels.ts";
import { trail } from "../site-page.ts";
import { waysTo } from "../ways.ts";

/** GET /settings/{organization}/integrations/jira-cloud/new/connect/: how a Jira that still can installs the app on Connect. */
export const handler = page("org:integrations", async ({ organization: { slug } }) => ({
  title: "Connect Jira Cloud with Atlassian Connect",
  narrow: true,
  trail: trail(slug),
  about:
    "For a Jira that has the app already, or may still install private apps. Atlassian has let nobody else install one since April 2026.",
  main: html`${waysTo(slug, "connect")}
${panel({
  id: "install",
  title: "Install the app in Jira",
  content: html`<ol class="pad stack tight numbered">
<li>In Jira, open <strong>Apps → Manage your apps</strong> and choose <strong>Upload app</strong>. You have to be an administrator, and development mode
has to be on.</li>
<li>Paste the address of the descriptor: ${shell(`${publicUrl()}/extensions/jira/descriptor/`, "the address of the descriptor")}</li>
<li>Choose <strong>Get started</strong>, and there <strong>Finish in Lockstep</strong>. You come back here, and choose what is kept in step.</li>
</ol>`,
})}`,
}));
