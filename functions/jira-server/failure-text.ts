import { html } from "hono/html";
import { AppError } from "../../core/errors.ts";
import { JiraFailure } from "../../core/jira-server/failure.ts";
import { log, redact } from "../adapters/log.ts";
import type { Html } from "../edges/document.ts";
import { alert } from "../edges/form.ts";
import type { PageReply } from "../edges/page.ts";

/** A step of the set-up, what it is called in the log when it fails (behaviour §10.5), and what to do where Jira forbids it. */
type Step = { step: string; event: string; forbidden?: string };

/** What went wrong with Jira, in plain words: which step, what happened, what Jira said, what to do. Throws on what is a bug of ours. */
export function failureText({ step, event, forbidden }: Step, error: unknown): Html {
  if (error instanceof AppError) log.info(event, { reason: redact(error.message) });
  if (error instanceof JiraFailure) {
    const todo = (error.kind === "forbidden" && forbidden) || error.todo;
    return html`<p><strong>${step}</strong> ${error.what} ${error.details}</p><p>${todo}</p>`;
  }
  if (error instanceof AppError && error.status < 500) return html`<p>${error.message}</p>`;
  if (error instanceof AppError && error.status === 503) return html`<p>${error.message}. Try again in a minute.</p>`;
  throw error;
}

/** A page for a failure that no form can show. */
export const failurePage = (step: Step, error: unknown, again: string): PageReply => ({
  title: "Setup error",
  main: html`${alert(failureText(step, error))}
<div class="actions"><a class="button" href="${again}">Back to the form</a></div>
<p class="hint">Nothing has to be typed twice.</p>`,
});
