import type { SyncConfig } from "../trackers/integration.ts";

export type Needed = { key: string; name: string; what: string };

const BROWSE = { key: "BROWSE_PROJECTS", name: "Browse projects", what: "to read tickets" };
const PICKER = { key: "USER_PICKER", name: "Browse users and groups", what: "to find who has which address" };
const ASSIGN = { key: "ASSIGN_ISSUES", name: "Assign issues", what: "to give tickets to people" };
const TRANSITION = { key: "TRANSITION_ISSUES", name: "Transition issues", what: "to move tickets to a status" };
const RESOLVE = { key: "RESOLVE_ISSUES", name: "Resolve issues", what: "to set the resolution of tickets" };
const COMMENT = { key: "ADD_COMMENTS", name: "Add comments", what: "to write notes on tickets" };
const CREATE = { key: "CREATE_ISSUES", name: "Create issues", what: "to make tickets of issues" };

/** What a webhook is made with; without it an administrator makes it. */
export const ADMINISTER = "ADMINISTER";

/** Every permission that is of use, by Jira's names for them: what is switched on later is asked about now. */
export const PERMISSIONS: readonly Needed[] = [BROWSE, PICKER, ASSIGN, TRANSITION, RESOLVE, COMMENT, CREATE];

/** Without which of them what is switched on does not work at all. */
export function neededFor(config: SyncConfig): readonly Needed[] {
  return [
    BROWSE,
    ...(config.sync_forward_assignment ? [PICKER, ASSIGN] : []),
    ...(config.sync_status_forward ? [TRANSITION] : []),
    ...(config.sync_comments ? [COMMENT] : []),
  ];
}
