/** What clients require of every issue and nobody keeps here: none or empty, as they take no missing field. */
export const NOT_KEPT = {
  // Text everywhere, as one client's type of a list refuses null.
  shareId: "",
  priority: null,
  priorityLockedAt: null,
  seerFixabilityScore: null,
  seerAutofixLastTriggered: null,
  stats: {},
  lifetime: {},
  filtered: null,
  sessionCount: 0,
  pluginActions: [],
  pluginIssues: [],
  integrationIssues: [],
  sentryAppIssues: [],
  latestEventHasAttachments: false,
};

/** The same of an issue that is shown alone. */
export const NOT_KEPT_OF_ONE = { userReportCount: 0, pluginContexts: [] };
