import { html } from "hono/html";
import type { KeptForm } from "../../core/sessions/kept-form.ts";
import type { Document } from "./document.ts";
import { hiddenFormToken } from "./forms.ts";

/** Somebody's session was over in the middle of a form: it goes along through signing in. */
export const signedOutPage = (kept: string): Document => ({
  title: "You were signed out",
  main: html`<p>Your session was over when you sent the form, so nothing was changed. What you wrote is kept: sign in, and send it then.</p>
<form class="stack" method="post" action="/auth/login/"><input type="hidden" name="kept" value="${kept}" /><button class="btn primary">Sign in</button></form>`,
});

/** What was written, to be sent with the session that there is now. */
export const sendAgainPage = ({ path, fields }: KeptForm, formToken: string): Document => ({
  title: "Send what you wrote",
  main: html`<p>You are signed in again. Nothing of this was sent so far.</p>
<form class="stack" method="post" action="${path}">${hiddenFormToken(formToken)}
${fields.map(([name, value]) => (name === "text" ? written(value) : html`<input type="hidden" name="${name}" value="${value}" />`))}
<div class="row"><button class="btn primary">Send it now</button><a class="btn quiet" href="${path}">Leave it</a></div></form>`,
});

const written = (value: string) =>
  html`<div class="field"><label for="text">What you wrote</label><textarea class="input" id="text" name="text" rows="4">${value}</textarea></div>`;
