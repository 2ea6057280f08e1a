import type { TicketLook } from "../messages.ts";
import type { Team } from "../organizations/organization.ts";
import type { Ports, Sender } from "../ports.ts";
import { lookAgain } from "../sync/look-again.ts";
import type { Links, Tickets } from "../sync/ports.ts";
import type { Integration, SyncConfig } from "../trackers/integration.ts";
import type { Integrations, Trackers } from "../trackers/ports.ts";
import { TEAM_ID } from "./configuration.ts";

/** A team and what it is in the tracker; empty where it is nothing there. */
export type TeamRow = { id: number; name: string; there: string; error?: string };

/** The teams of an organization by name, with what they are in the tracker. */
export const teamRows = (teams: readonly Team[], { team_field }: SyncConfig): TeamRow[] =>
  [...teams]
    .sort((a, b) => a.name.localeCompare(b.name, "en") || a.id - b.id)
    .map(({ id, name }) => ({ id, name, there: team_field?.teams[id] ?? "" }));

/** The rows as a sent form has them. */
export function typedTeams(form: URLSearchParams, rows: readonly TeamRow[]): TeamRow[] {
  const [ids, there] = [form.getAll("team"), form.getAll("there")];
  return rows.map((it) => {
    const at = ids.indexOf(String(it.id));
    return at < 0 ? it : { ...it, there: there[at]?.trim() ?? "" };
  });
}

type Saving = Pick<Ports, "now"> & { links: Links; tickets: Tickets; looks: Sender<TicketLook>; trackers: Trackers } & {
  integrations: Integrations;
};

/**
 * Saves what teams are in the tracker; a name that was emptied is forgotten, and with the last of them the field. Tickets of what
 * teams have are looked at then. Answers the rows with what is wrong with each, or what is wrong with the tracker; null when all is saved. Throws TrackerFailure.
 */
export async function saveTeams(
  ports: Saving,
  { integration, organizationId, config }: { integration: Integration; organizationId: number; config: SyncConfig },
  rows: readonly TeamRow[],
): Promise<{ rows: TeamRow[]; problem: string } | null> {
  const checked = rows.map((it) =>
    it.there === "" || TEAM_ID.test(it.there) ? it : { ...it, error: "Copy the id from the address of the team's page." },
  );
  if (checked.some((it) => it.error)) return { rows: checked, problem: "Some teams need another look." };
  const shown = rows.map((it) => String(it.id));
  const others = Object.entries(config.team_field?.teams ?? {}).filter(([id]) => !shown.includes(id));
  const named = rows.filter((it) => it.there !== "").map((it) => [String(it.id), it.there] as const);
  const teams = Object.fromEntries([...others, ...named]);
  const { team_field: _, ...rest } = config;
  if (Object.keys(teams).length === 0) await ports.integrations.configure(integration, organizationId, rest);
  else {
    const field = await ports.trackers.of(integration)?.teams?.field();
    if (!field) return { rows: checked, problem: "This Jira has no field for teams, or does not show it to Lockstep's account." };
    await ports.integrations.configure(integration, organizationId, { ...rest, team_field: { field, teams } });
  }
  await lookAgain(ports, integration, { organizationId, cause: `teams:${ports.now()}`, ofTeams: true });
  return null;
}
