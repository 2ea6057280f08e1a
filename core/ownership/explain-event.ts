import { findEvent } from "../events/find-event.ts";
import type { Events } from "../events/ports.ts";
import type { Owner } from "../issues/assign.ts";
import type { Organizations } from "../organizations/ports.ts";
import { type Explanation, explain, strongestFirst } from "./evaluate.ts";
import type { ReadProjectRules } from "./ports.ts";
import { ownerResolver } from "./resolve-owner.ts";
import { type Unmatched, unmatchedRules } from "./unmatched.ts";

/** Of more rules than this that match one event, or do not, the strongest are explained. */
const EXPLAINED = 100;

/** Which rules match an event of the project, which of them won, and why others do not; by the rules as they are now. Throws NotFound. */
export async function explainEvent(
  ports: { events: Events; readProjectRules: ReadProjectRules; organizations: Organizations },
  place: { organizationId: number; projectId: number },
  eventId: string,
): Promise<{ explained: Explanation<Owner>[]; matched: number; unmatched: Unmatched[] }> {
  const { organizationId, projectId } = place;
  const [stored, { rules }] = await Promise.all([
    findEvent(ports, organizationId, projectId, eventId),
    ports.readProjectRules(organizationId, projectId),
  ]);
  const matches = strongestFirst(rules, stored.event);
  const explained = await explain(matches.slice(0, EXPLAINED), ownerResolver(ports, place));
  return { explained, matched: matches.length, unmatched: unmatchedRules(rules, stored.event, EXPLAINED) };
}
