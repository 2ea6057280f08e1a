import type { TicketLink } from "./link.ts";
import { FIELDS, type FieldName } from "./register.ts";
import type { Situation } from "./situation.ts";
import type { Reason, Reasons, TicketState } from "./ticket-state.ts";
import type { Plan } from "./weigh.ts";

type About = { key: string; nameOf: (link: TicketLink) => string };

/** What keeps an issue and its ticket apart, and what a person can do about it. */
const TEXTS: Record<string, (field: FieldName, about: About, link: TicketLink) => string> = {
  off: (field) =>
    `The ${field} is switched off in this direction. Switch it on in the integration's settings, or leave the two as they are.`,
  no_account: (_field, { key, nameOf }, link) =>
    `${nameOf(link)} has no account that can get ${key}: none has the same address. Map the person to an account on the integration's page, or let the account be assigned tickets of this project.`,
  no_member: (_field, { key }) =>
    `Whoever has ${key} is no member of this organization, as far as the address tells. Map the account to a member on the integration's page, or add the member.`,
  no_access: (_field, { key }) => `Whoever has ${key} cannot reach the issue's project. Add the member to one of its teams.`,
  linked: (_field, { key }) => `The issue and ${key} were like this when they were linked, and nobody has decided since.`,
};

/** Why each issue is not as the ticket is, since when, in words for people; a reason that goes on keeps its time. */
export function explained(
  plans: Record<FieldName, Plan>,
  { people, sides, sayStatus }: Situation,
  { before, links, now }: { before: TicketState; links: readonly TicketLink[]; now: number },
): TicketState["reasons"] {
  const reasons: TicketState["reasons"] = {};
  for (const link of links) {
    const of: Reasons = {};
    for (const field of FIELDS) {
      const kind = plans[field].reasons.get(link.groupId);
      if (kind === undefined) continue;
      const side = link.hint?.assignee?.id;
      const nameOf = () => (side === undefined ? null : people.nameOf(link.organizationId, side)) ?? "The issue's owner";
      const words = [sides.status.find((it) => it.groupId === link.groupId)?.register.value ?? null, plans.status.winner.value];
      const said = words.map((it) => sayStatus(link.organizationId, it)).find((it) => "reason" in it && it.reason === kind);
      const text = TEXTS[kind]?.(field, { key: before.key, nameOf }, link) ?? (said && "text" in said ? said.text : kind);
      const known: Reason | undefined = before.reasons[link.groupId]?.[field];
      of[field] = { kind, text, since: known?.kind === kind ? known.since : now };
    }
    if (Object.keys(of).length > 0) reasons[link.groupId] = of;
  }
  return reasons;
}

/** What was linked and left as it was is in order; the rest is for somebody to mend, and looked at again now and then. */
export const needsPeople = (reasons: TicketState["reasons"]): boolean =>
  Object.values(reasons).some((of) => Object.values(of).some((it) => it.kind !== "linked"));
