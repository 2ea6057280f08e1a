import { SYNC_OFF, type SyncConfig, type SyncSwitch } from "./integration.ts";

/** The switches of behaviour §2.1 as people read them, in the order of their form. */
export const SWITCHES: readonly { name: SyncSwitch; label: string; hint: string }[] = [
  { name: "sync_reverse_assignment", label: "Owner, from Jira to here", hint: "Whoever gets the ticket gets its issues." },
  { name: "sync_forward_assignment", label: "Owner, from here to Jira", hint: "Whoever gets the issue gets its tickets." },
  {
    name: "sync_status_reverse",
    label: "Status, from Jira to here",
    hint: "A ticket that is done resolves its issues; reopened, it reopens them.",
  },
  {
    name: "sync_status_forward",
    label: "Status, from here to Jira",
    hint: "Resolving an issue moves its tickets to the status that you choose for each Jira project.",
  },
  {
    name: "sync_comments",
    label: "Comments, from here to Jira",
    hint: "What people write on an issue from then on becomes a comment on its tickets, an internal one in service projects. Comments on a ticket stay in Jira.",
  },
];

export const STRATEGIES: readonly { value: SyncConfig["resolution_strategy"]; label: string }[] = [
  { value: "resolve", label: "at once" },
  { value: "resolve_current_release", label: "in the current release" },
  { value: "resolve_next_release", label: "in the next release" },
];

/** What a set-up proposes: everything that works without further choices. */
export const PROPOSED: SyncConfig = {
  ...SYNC_OFF,
  sync_forward_assignment: true,
  sync_reverse_assignment: true,
  sync_status_reverse: true,
};

/** The configuration with the switches as a form's checkboxes have them. */
export const withSwitches = (config: SyncConfig, form: URLSearchParams, names: readonly SyncSwitch[]): SyncConfig => ({
  ...config,
  ...Object.fromEntries(names.map((name) => [name, form.get(name) === "on"])),
});
