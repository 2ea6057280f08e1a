import * as z from "zod";
import { Invalid } from "../errors.ts";
import type { StatusMapping, SyncConfig } from "../trackers/integration.ts";

const REQUIRED = "Resolve and unresolve status are required.";

const Id = z.string().min(1).max(64);
const Path = z.array(Id).max(10).default([]);
const Side = z.string().trim().max(64).nullish();

/** What a team is called in a tracker: in Jira Cloud the last part of the address of its page. */
export const TEAM_ID = /^[A-Za-z0-9:_-]{1,128}$/;

/** What an API client may change (behaviour §2.1). What it leaves out stays; what it does not know is refused by name. */
export const ConfigUpdate = z
  .strictObject({
    sync_status_forward: z.record(Id, z.object({ on_resolve: Side, on_unresolve: Side })),
    sync_status_reverse: z.boolean(),
    sync_forward_assignment: z.boolean(),
    sync_reverse_assignment: z.boolean(),
    sync_comments: z.boolean(),
    resolution_strategy: z.enum(["resolve", "resolve_current_release", "resolve_next_release"]),
    issues_ignored_fields: z.string().max(10_000),
    /** By Jira project: the statuses on the way to the one that is chosen, in their order. */
    status_paths: z.record(Id, z.object({ on_resolve: Path, on_unresolve: Path })),
    /** The tracker's field for teams, and by our teams' ids what each is there. */
    team_field: z.object({ field: Id, teams: z.record(Id, z.string().regex(TEAM_ID)) }),
    /** By Jira project: what to fill in, by field, where the way to a status asks for it. */
    required_fields: z.record(Id, z.record(Id, z.string().trim().min(1).max(255))),
  })
  .partial();
type ConfigUpdate = z.infer<typeof ConfigUpdate>;

/**
 * The configuration after an update (behaviour §2.1). A mapping replaces the whole mapping, and its switch follows: on unless it is
 * empty. Throws Invalid when a project lacks one of its two statuses; then nothing has changed (§13 decision 24).
 */
export function updateConfig(config: SyncConfig, { sync_status_forward, issues_ignored_fields, ...switches }: ConfigUpdate): SyncConfig {
  const given = Object.fromEntries(Object.entries(switches).filter(([, value]) => value !== undefined)) as Partial<SyncConfig>;
  return {
    ...config,
    ...given,
    ...(sync_status_forward && withMapping(sync_status_forward)),
    ...(issues_ignored_fields !== undefined && { issues_ignored_fields: splitList(issues_ignored_fields) }),
  };
}

function withMapping(given: NonNullable<ConfigUpdate["sync_status_forward"]>): Pick<SyncConfig, "sync_status_forward" | "status_mapping"> {
  const status_mapping: StatusMapping = {};
  for (const [projectId, { on_resolve, on_unresolve }] of Object.entries(given)) {
    if (!on_resolve || !on_unresolve) throw new Invalid(REQUIRED, { fields: { detail: [REQUIRED] } });
    status_mapping[projectId] = { on_resolve, on_unresolve };
  }
  return { sync_status_forward: Object.keys(status_mapping).length > 0, status_mapping };
}

/** Commas and line ends part names; blanks and empty names are dropped. */
const splitList = (text: string): string[] =>
  text
    .split(/[,\r\n]/)
    .map((it) => it.trim())
    .filter((it) => it !== "");

/** As API clients read it: the mapping where the switch is, ignored fields as one text. */
export const readConfig = ({ status_mapping, issues_ignored_fields, ...switches }: SyncConfig) => ({
  ...switches,
  sync_status_forward: status_mapping,
  issues_ignored_fields: issues_ignored_fields.join(", "),
});
