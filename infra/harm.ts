/**
 * Of each queue, stream and schedule: what people miss while nothing of it moves, or where something of it was given up; and how old its oldest
 * message may be, in minutes, where that is not a quarter of an hour.
 */
export const HARM: Record<string, { missing: string; minutes?: number }> = {
  ReceivedEvents: { missing: "Errors that SDKs sent are not in their issues yet. They wait up to four days, so none is lost before that." },
  // It asks for an hour for the event that it is about.
  UserFeedback: { missing: "What users wrote about an error is not a note of its issue.", minutes: 120 },
  OwnerEvaluations: { missing: "New errors are not given to the owners that a project's rules name." },
  TicketChanges: { missing: "What people change in Jira reaches no issue until the tracker is asked, within a quarter of an hour." },
  TicketLooks: { missing: "Owners, statuses and comments of issues do not reach their tickets." },
  TrackerSearches: { missing: "What Jira changed while its webhooks were lost is not found.", minutes: 60 },
  IssueWork: { missing: "Bulk changes, merges and archives that end stop half way; what is done stays." },
  ProjectDeletions: { missing: "A deleted project's data is not removed further. Nobody sees the project.", minutes: 60 },
  CacheInvalidations: { missing: "Suggested owners of some issues may be those of before, for a day at most.", minutes: 60 },
  ProjectInvalidations: { missing: "Memory of suggested owners is not freed. What is shown is right.", minutes: 60 },
  Analytics: { missing: "What happened is missing from the records of the last 90 days." },
  DiscordWork: { missing: "What people pressed in Discord is not done, and nobody tells them." },
  DiscordNews: { missing: "Channels do not hear of new and changed issues, and their messages show an older state." },
  Relay: { missing: "What was changed reaches no ticket, no channel and no record; within minutes a sweep relays it." },
  RelayRetries: { missing: "A change could not be handed on: its tickets, channels and records lack it.", minutes: 45 },
  ProjectChanges: { missing: "New projects have no members yet, and deleted ones keep their data." },
  LookAtDue: { missing: "Tickets whose look was lost, or that wait for something, are not looked at again." },
  BeginSearches: { missing: "What Jira changed while its webhooks were lost is not found." },
  KeepWebhooks: { missing: "Webhooks of Jira Cloud end within 30 days: then its changes are found a quarter of an hour late." },
  SweepOutbox: { missing: "What the stream did not hand on reaches no ticket, no channel and no record." },
  CatchUp: { missing: "A link that missed a change of its issue stays behind until the next one." },
  ProjectChangesRetries: { missing: "A new project has no members yet, or a deleted one keeps its data.", minutes: 45 },
};

/** Throws where nobody has said it. */
export function harmOf(name: string) {
  const found = HARM[name];
  if (!found) throw new Error(`infra/harm.ts does not say what people miss while ${name} does not move.`);
  return { minutes: 15, ...found };
}
