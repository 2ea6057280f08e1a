import { html } from "hono/html";
import type { Choices } from "../../core/integrations/mapping-rows.ts";
import { TrackerFailure } from "../../core/trackers/failure.ts";
import type { Integration } from "../../core/trackers/integration.ts";
import { trackers } from "../adapters/trackers.ts";
import type { Html } from "../views/markup.ts";

/** The projects and statuses that the tracker shows, or why they cannot be had now. */
export async function choicesOf(integration: Integration): Promise<Choices | { unavailable: Html }> {
  const tracker = trackers.of(integration);
  if (!tracker) return { unavailable: html`<p>Lockstep has no access to this Jira any more. Connect it again.</p>` };
  try {
    const [projects, statuses] = await Promise.all([tracker.projects(), tracker.statuses()]);
    return { projects, statuses };
  } catch (error) {
    if (!(error instanceof TrackerFailure)) throw error;
    return {
      unavailable: html`<p><strong>Jira could not be asked for its projects and statuses.</strong> ${error.message}</p><p>${error.todo}</p>`,
    };
  }
}
