import { html } from "hono/html";
import { AppError } from "../../core/errors.ts";
import { JiraFailure } from "../../core/jira-server/failure.ts";
import { log, said } from "../adapters/log.ts";
import type { PageReply } from "../edges/page.ts";
import type { Failed } from "../views/notices.ts";
import { trail } from "./steps.ts";

/** A step of the set-up, what it is called in the log when it fails (behaviour §10.5), and what to do where Jira forbids it. */
type Step = { step: string; event: string; forbidden?: string };

/** What went wrong with Jira, in plain words: which step, what happened, what Jira said, what to do. Throws on what is a bug of ours. */
export function failureText({ step, event, forbidden }: Step, error: unknown): Failed {
  if (error instanceof AppError) log.info(event, { reason: said(error) });
  if (error instanceof JiraFailure) {
    const todo = (error.kind === "forbidden" && forbidden) || error.todo;
    return { title: step, text: html`<p>${error.what} ${error.details}</p><p>${todo}</p>` };
  }
  if (error instanceof AppError && error.status < 500) return { title: step, text: html`<p>${error.message}</p>` };
  if (error instanceof AppError && error.status === 503)
    return { title: step, text: html`<p>${error.message}. Try again in a minute.</p>` };
  throw error;
}

/** What about the address can be wrong, as Jira's answer or silence tells. */
const OF_THE_ADDRESS: ReadonlySet<string> = new Set(["unreachable", "refused_address", "certificate", "timeout", "not_jira", "not_found"]);

/** The field that a failure of Jira speaks of: its address, or `credential` where Jira does not accept that. */
export function faultOf<Field extends string>(error: unknown, credential: Field): { [name in Field | "url"]?: string[] } {
  if (!(error instanceof JiraFailure)) return {};
  const field = OF_THE_ADDRESS.has(error.kind) ? "url" : error.kind === "unauthorized" ? credential : null;
  return (field ? { [field]: [error.what] } : {}) as { [name in Field | "url"]?: string[] };
}

/** A page for a failure that no form can show. */
export const failurePage = (step: Step, error: unknown, slug: string, again: string): PageReply => ({
  title: "Setup error",
  narrow: true,
  trail: trail(slug),
  failed: failureText(step, error),
  main: html`<div class="row"><a class="btn primary" href="${again}">Back to the form</a><span class="soft">Nothing has to be typed twice.</span></div>`,
});
