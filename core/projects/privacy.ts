/** What a project wants of personal data in its events, beside what is never kept; by the names that Sentry's API has for it. */
export type Privacy = {
  /** No address of a network is kept. */
  scrubIPAddresses: boolean;
  /** Values under names that contain one of these, in any letter case, are not kept. */
  sensitiveFields: readonly string[];
};

export const KEEP_ALL: Privacy = { scrubIPAddresses: false, sensitiveFields: [] };
