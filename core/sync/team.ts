import { TrackerFailure } from "../trackers/failure.ts";
import type { Integration } from "../trackers/integration.ts";
import { type ConvergePorts, named, type Round } from "./run.ts";
import { activeOf } from "./situation.ts";
import type { TicketState } from "./ticket-state.ts";

/** How a team of ours is said to tickets: the tracker's field and its id there. Null where that is not set, or the organization is switched off. */
export function teamSaid(integration: Pick<Integration, "installations">, organizationId: number, teamId: number) {
  const { team_field } = activeOf(integration).find((it) => it.organizationId === organizationId)?.config ?? {};
  const id = team_field?.teams[teamId];
  return team_field && id !== undefined ? { field: team_field.field, id } : null;
}

/** Whether a team is to be told, as far as is remembered of the integration: until it is, the ticket stays due, as for notes. */
export function lacksTeam({ tracker, integration, linked, state: { team } }: Round): boolean {
  if (!tracker.teams) return false;
  return linked.some(({ link, issue: { state: of } }) => {
    const isNew = !team || team.failed !== null || of.assigneeSourceTime > team.at;
    return isNew && of.assignee?.type === "team" && teamSaid(integration, link.organizationId, of.assignee.id) !== null;
  });
}

/**
 * A team that has an issue is told to its ticket, in the tracker's own field for teams, once for each time it got it: the ticket's owner is
 * left alone, and what people make of the field afterwards is theirs. Of several issues' teams the one that was chosen last is told. What
 * the tracker refuses stands with the link, and is tried again with the next look. Throws TrackerFailure for what passes by itself.
 */
export async function sayTeam(ports: ConvergePorts, { look, tracker, integration, linked, state }: Round): Promise<true> {
  const owned = linked.flatMap(({ link, issue: { state: of } }) =>
    of.assignee?.type === "team" ? [{ link, team: of.assignee.id, at: of.assigneeSourceTime }] : [],
  );
  if (!tracker.teams || owned.length === 0) return true;
  // What is remembered of an integration may be from before the team was named.
  const current = await ports.integrations.find(integration.provider, integration.externalId);
  const [last] = owned
    .flatMap((it) => {
      const said = teamSaid(current ?? integration, it.link.organizationId, it.team);
      return said ? [{ ...it, ...said }] : [];
    })
    .sort((a, b) => b.at - a.at);
  if (!last || !isToSay(state, last)) return true;
  const { link, at, field, id } = last;
  const failed = await tracker.teams.set(look.ticketId, { field, id }).then(
    () => null,
    (error: unknown) => {
      if (!(error instanceof TrackerFailure) || !["rejected", "forbidden"].includes(error.kind)) throw error;
      return { kind: error.kind, text: `${error.message} ${error.todo}`, since: state.team?.failed?.since ?? ports.now() };
    },
  );
  await ports.tickets.update(look, (it) => ({ ...it, team: { groupId: link.groupId, at, value: `${field}=${id}`, failed } }));
  for (const names of named([link], state.key))
    ports.log.info("sync.written", { ...names, decision: `team@${at}`, outcome: failed ? "refused" : "done" });
  return true;
}

/** One that was chosen before the last that was told is not told after it. */
const isToSay = ({ team }: TicketState, { at, field, id }: { at: number; field: string; id: string }): boolean =>
  !team || at > team.at || (at === team.at && (team.failed !== null || team.value !== `${field}=${id}`));
