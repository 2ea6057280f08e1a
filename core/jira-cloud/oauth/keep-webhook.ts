import { JiraFailure } from "../../jira-server/failure.ts";
import type { DynamicWebhooks } from "./ports.ts";

const EVENTS = ["jira:issue_updated", "jira:issue_deleted"];
/** Webhooks that Jira lets an app have for each user of a site. */
const MOST = 5;
/** Projects that a filter names. Tickets of more are heard of when they are compared. */
const MOST_PROJECTS = 500;

/**
 * What an app is told of: filters know few fields and no way to say "all" (https://developer.atlassian.com/cloud/jira/platform/webhooks/),
 * so that the projects are named one by one, by ids, which never change.
 */
export const filterOf = (projects: readonly { id: string }[]): string => {
  const ids = projects.map((it) => Number(it.id)).filter(Number.isSafeInteger);
  return `project in (${ids.sort((a, b) => a - b).slice(0, MOST_PROJECTS)})`;
};

/**
 * Sees to it that there is one webhook, with all projects there are by now, for thirty days from now on. One that is as it should be is
 * prolonged; otherwise a new one comes first, and the others go then. Answers its id. Doing it again is as once. Throws JiraFailure.
 */
export async function keepWebhook(hooks: DynamicWebhooks, { url, host }: { url: string; host: string }): Promise<string> {
  const [projects, all] = await Promise.all([hooks.projects(), hooks.list()]);
  if (projects.length === 0)
    throw new JiraFailure("forbidden", {
      host,
      details: "The account that approved Lockstep sees no project.",
      todo: "Let it browse the projects, then try again.",
    });
  const jqlFilter = filterOf(projects);
  const same = all.find((it) => it.jqlFilter === jqlFilter);
  if (same && (await hooks.refresh([same.id]))) {
    await removeAll(hooks, all, same.id);
    return same.id;
  }
  // All of them are ours; there has to be room for one more.
  const surplus = all.slice(0, Math.max(0, all.length - MOST + 1));
  await removeAll(hooks, surplus);
  const id = await hooks.register({ url, events: EVENTS, jqlFilter });
  await removeAll(hooks, all.slice(surplus.length), id);
  return id;
}

async function removeAll(hooks: DynamicWebhooks, all: readonly { id: string }[], but?: string): Promise<void> {
  const ids = all.map((it) => it.id).filter((it) => it !== but);
  if (ids.length > 0) await hooks.remove(ids);
}
