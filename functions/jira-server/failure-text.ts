import { html } from "hono/html";
import { AppError } from "../../core/errors.ts";
import { JiraFailure } from "../../core/jira-server/failure.ts";
import type { Html } from "../edges/document.ts";
import { alert } from "../edges/form.ts";
import type { PageReply } from "../edges/page.ts";

/** What went wrong with Jira, in plain words: which step, what happened, what Jira said, what to do. Throws on what is a bug of ours. */
export function failureText(step: string, error: unknown): Html {
  if (error instanceof JiraFailure) return html`<p><strong>${step}</strong> ${error.what} ${error.details}</p><p>${error.todo}</p>`;
  if (error instanceof AppError && error.status < 500) return html`<p>${error.message}</p>`;
  if (error instanceof AppError && error.status === 503) return html`<p>${error.message}. Try again in a minute.</p>`;
  throw error;
}

/** A page for a failure that no form can show. */
export const failurePage = (step: string, error: unknown, again: string): PageReply => ({
  title: "Setup error",
  main: html`${alert(failureText(step, error))}
<div class="actions"><a class="button" href="${again}">Back to the form</a></div>
<p class="hint">Nothing has to be typed twice.</p>`,
});
