import { html } from "hono/html";
import type { PageReply } from "../edges/page.ts";
import { field } from "../views/forms.ts";

export function signInPage({ next, kept, problem }: { next?: string | undefined; kept?: string | null; problem?: string }): PageReply {
  return {
    title: "Sign in",
    failed: problem
      ? { title: "You are not signed in", text: html`<p>${problem}</p>`, fields: [{ id: "token", text: "Enter another token" }] }
      : undefined,
    main: html`
<p class="soft">Lockstep keeps the owner and the status of issues and Jira tickets in step.</p>
<form class="stack" method="post" action="/auth/login/">
<input type="hidden" name="next" value="${next ?? ""}" />${kept && html`<input type="hidden" name="kept" value="${kept}" />`}
${field({
  name: "token",
  label: "API token",
  hint: html`One of your organization; pages show and do what its scopes allow. On your own machine, it is what <code>npm start</code> printed.`,
  errors: problem ? ["Enter another token."] : [],
  input: (attributes) =>
    html`<input class="input" type="password" autocomplete="current-password" required${!problem && html` autofocus`} ${attributes} />`,
})}
<button class="btn primary">Sign in</button>
</form>
<p class="hint">The token is sent once and not kept in the browser. You stay signed in for two hours. Without a token, whoever runs Lockstep can print you a link that signs you in: <code>npm run ops -- sign-in</code>.</p>`,
  };
}
