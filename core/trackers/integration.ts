/** One remote tenant: a Jira instance, a Discord server. Unique by provider and external id (behaviour §0.2). */
export type Integration = {
  id: number;
  provider: Provider;
  externalId: string;
  name: string;
  /** The address of its picture, where it says so. */
  icon?: string | null;
  status: "active" | "disabled";
  /** Without a slash at its end. */
  baseUrl: string;
  /** Whether the certificate of its address has to be good. */
  verifySsl: boolean;
  /** The account that we act as there, as its changelog names it; null where it is not known. */
  ourAccount: string | null;
  /** Sealed for `credentialsContext`; null when there are none. */
  sealedCredentials: string | null;
  /** The webhook's id in the tracker. */
  webhookId: string | null;
  /** The webhook's shared secret, sealed; null when there is none. */
  sealedWebhookSecret: string | null;
  /** Where its secret can be replaced: those of before, sealed likewise: what was signed with one is taken until then (ms since the Unix epoch). */
  formerWebhookSecrets?: { sealed: string; until: number }[];
  /** What it was connected with, in words for people, where its name does not say. */
  way?: string;
  /** When its credentials end by themselves (ms since the Unix epoch), where that is known. */
  credentialsEnd?: number | null;
  /** Since a delivery came with a signature that fits: from then on none is taken without. */
  signsBodies?: boolean;
  installations: Installation[];
};

/** What an integration's credentials are sealed for. */
export const credentialsContext = (integrationId: number): string => `credentials:${integrationId}`;

/**
 * Who provides what can be connected, as people read it. A tracker has tickets: they are linked, kept in step and compared. A chat is a
 * place to act from: it has no switches, and there is nothing in it to compare.
 */
export const PROVIDERS = {
  jira_server: { name: "Jira Server", kind: "tracker" },
  jira: { name: "Jira", kind: "tracker" },
  discord: { name: "Discord", kind: "chat" },
} as const satisfies Record<string, { name: string; kind: "tracker" | "chat" }>;
export type Provider = keyof typeof PROVIDERS;

export const isTracker = ({ provider }: Pick<Integration, "provider">): boolean => PROVIDERS[provider].kind === "tracker";

/** The integration as one organization has it (behaviour §2.1). Everything is off until switched on, and in a chat always. */
export type Installation = {
  organizationId: number;
  status: "active" | "disabled";
  config: SyncConfig;
};

export type SyncConfig = {
  sync_forward_assignment: boolean;
  sync_reverse_assignment: boolean;
  sync_status_forward: boolean;
  sync_status_reverse: boolean;
  sync_comments: boolean;
  resolution_strategy: "resolve" | "resolve_current_release" | "resolve_next_release";
  status_mapping: StatusMapping;
  /** By the tracker's project id: what to fill in where the way to a status asks for it, by field. */
  required_fields?: Record<string, Record<string, string>>;
  /** By the tracker's project id: which statuses to go through, in this order, where no way leads to the one that is chosen. */
  status_paths?: StatusPaths;
  /** How a team that has an issue is said to its tickets; left out where it is not. */
  team_field?: TeamField;
  /** Fields of tickets that are not offered in forms. */
  issues_ignored_fields: string[];
};

/** The tracker's field for teams, by id, and what each of ours, by id, is there. */
export type TeamField = { field: string; teams: Record<string, string> };

export type StatusPaths = Record<string, { on_resolve: string[]; on_unresolve: string[] }>;

/** By the tracker's project id: the status that a ticket gets when its issue is resolved, and when it is open again. */
export type StatusMapping = Record<string, { on_resolve: string; on_unresolve: string }>;

export const SYNC_OFF: SyncConfig = {
  sync_forward_assignment: false,
  sync_reverse_assignment: false,
  sync_status_forward: false,
  sync_status_reverse: false,
  sync_comments: false,
  resolution_strategy: "resolve",
  status_mapping: {},
  issues_ignored_fields: [],
};

export type SyncSwitch =
  | "sync_forward_assignment"
  | "sync_reverse_assignment"
  | "sync_status_forward"
  | "sync_status_reverse"
  | "sync_comments";

/** Whether owner or status is kept in step for anybody at all. */
export const isAnythingOn = ({ installations }: Pick<Integration, "installations">): boolean =>
  installations.some(({ status, config }) => {
    const { sync_forward_assignment, sync_reverse_assignment, sync_status_forward, sync_status_reverse, sync_comments } = config;
    const isOn = sync_forward_assignment || sync_reverse_assignment || sync_status_forward || sync_status_reverse || sync_comments;
    return status === "active" && isOn;
  });
