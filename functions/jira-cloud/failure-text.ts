import { html } from "hono/html";
import { AppError } from "../../core/errors.ts";
import { Lacking } from "../../core/jira-cloud/connect-site.ts";
import type { SiteErrors } from "../../core/jira-cloud/site-form.ts";
import { TrackerFailure } from "../../core/trackers/failure.ts";
import { log, redact } from "../adapters/log.ts";
import type { Failed } from "../views/notices.ts";

/** What went wrong with Jira, in plain words: what happened, what Jira said, what to do. Throws on what is a bug of ours. */
export function failureText(title: string, error: unknown): Failed {
  if (!(error instanceof AppError)) throw error;
  log.info("jira-cloud.failed", { reason: error instanceof TrackerFailure ? error.kind : redact(error.message) });
  if (error instanceof TrackerFailure) return { title, text: html`<p>${error.what} ${error.details}</p><p>${error.todo}</p>` };
  if (error instanceof Lacking)
    return {
      title: "The account may not do enough in Jira",
      text: html`<p>Give it these permissions, in at least the projects to be kept in step, and try again:</p>
<ul class="stack tight">${error.needed.map((it) => html`<li><strong>${it.name}</strong>, ${it.what}</li>`)}</ul>`,
    };
  if (error.status < 500) return { title, text: html`<p>${error.message}</p>` };
  return { title, text: html`<p>${error.message}. Try again in a minute.</p>` };
}

/** What about the address can be wrong, as Jira's answer or silence tells. */
const OF_THE_ADDRESS: ReadonlySet<string> = new Set(["unreachable", "refused_address", "certificate", "timeout", "not_jira", "not_found"]);

/** The field that a failure of Jira speaks of. */
export function faultOf(error: unknown): SiteErrors {
  if (!(error instanceof TrackerFailure)) return {};
  if (OF_THE_ADDRESS.has(error.kind)) return { site: [error.what] };
  return error.kind === "unauthorized" ? { token: ["Jira does not take this token for this address."] } : {};
}
