import type { Owner } from "../issues/assign.ts";
import { assignedSubscribers } from "../issues/subscribers.ts";
import type { Organizations } from "../organizations/ports.ts";
import type { RuleOwner } from "./rule.ts";

type Place = { organizationId: number; projectId: number };

/**
 * Who the owners that rules name are in a project (behaviour §5.9): active members of one of its teams, by primary or by verified
 * address, and teams that have it, by slug; null for anybody else. Each is looked up once.
 */
export function ownerResolver(
  { organizations }: { organizations: Organizations },
  place: Place,
): (owner: RuleOwner) => Promise<Owner | null> {
  const { organizationId, projectId } = place;
  const once = <T>(read: () => Promise<T>): (() => Promise<T>) => {
    let found: Promise<T> | undefined;
    return () => (found ??= read());
  };
  const teams = once(() => organizations.teams(organizationId));
  const members = once(() => organizations.members(organizationId));
  const organization = once(() => organizations.byId(organizationId));

  async function user(email: string): Promise<Owner | null> {
    const owns = (it: { active: boolean; projects: number[] }) => it.active && it.projects.includes(projectId);
    const verified = (await organizations.membersByEmail(organizationId, email)).find(owns);
    const found = verified ?? (await members()).find((it) => it.email.toLowerCase() === email && owns(it));
    return found ? { type: "user", id: found.userId, email: found.email, subscribers: [{ type: "user", id: found.userId }] } : null;
  }

  async function team(slug: string): Promise<Owner | null> {
    const found = (await teams()).find((it) => it.slug === slug.toLowerCase() && it.projects.includes(projectId));
    if (!found) return null;
    const assignee = { type: "team", id: found.id } as const;
    return { ...assignee, email: null, subscribers: assignedSubscribers(assignee, found, (await organization())?.features ?? []) };
  }

  const known = new Map<string, Promise<Owner | null>>();
  return ({ type, identifier }) => {
    const key = `${type}:${identifier}`;
    const found = known.get(key) ?? (type === "user" ? user(identifier) : team(identifier));
    known.set(key, found);
    return found;
  };
}
