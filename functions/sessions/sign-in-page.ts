import { html } from "hono/html";
import { alert, field } from "../edges/form.ts";
import type { PageReply } from "../edges/page.ts";

export function signInPage({ next, problem }: { next?: string | undefined; problem?: string }): PageReply {
  return {
    title: "Sign in",
    main: html`
<p>Lockstep keeps the owner and the status of issues and Jira tickets in step. To connect a Jira, sign in with an API token of your
organization that has the scope <code>org:integrations</code>.</p>
${problem && alert(html`<p>${problem}</p>`)}
<form method="post" action="/auth/login/">
<input type="hidden" name="next" value="${next ?? ""}" />
${field({
  name: "token",
  label: "API token",
  hint: html`On your own machine, the token is what <code>npm start</code> printed.`,
  errors: problem ? ["Enter another token."] : [],
  input: (attributes) => html`<input type="password" autocomplete="current-password" required autofocus ${attributes} />`,
})}
<div class="actions"><button>Sign in</button></div>
</form>
<p class="hint">The token is sent once and not kept in the browser. You stay signed in for two hours.</p>`,
  };
}
