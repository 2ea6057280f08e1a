import type { OwnerCaches } from "../caches/ports.ts";
import type { Events } from "../events/ports.ts";
import type { GroupOwners, Groups } from "../issues/ports.ts";
import type { OwnerEvaluation } from "../messages.ts";
import type { Organizations } from "../organizations/ports.ts";
import type { Ports } from "../ports.ts";
import { autoAssign } from "./auto-assign.ts";
import { evaluate, strongestFirst } from "./evaluate.ts";
import type { ReadProjectRules } from "./ports.ts";
import { ownerResolver } from "./resolve-owner.ts";
import { ruleText } from "./rule.ts";

type Needed = Pick<Ports, "now" | "log"> & {
  ownerCaches: OwnerCaches;
  groups: Groups;
  events: Events;
  readProjectRules: ReadProjectRules;
  organizations: Organizations;
  groupOwners: GroupOwners;
};

/**
 * Finds the owners of an event's group by the project's rules, keeps them, and assigns the group where the project says so (behaviour
 * §5.4). A group that has an owner, or was evaluated since anything that matters changed, is left alone, and so is the 51st distinct
 * group of a project in a minute. May run any number of times. Throws Unavailable, then nothing is remembered.
 */
export async function assignOwners(ports: Needed, { eventId, timestamp, receivedAt, ...ref }: OwnerEvaluation): Promise<void> {
  const { organizationId, projectId, groupId } = ref;
  const count = (why: string) => ports.log.metric(`post_process.handle_owner_assignment.${why}`, { project: projectId, group: groupId });
  const features = (await ports.organizations.byId(organizationId))?.features ?? [];
  const claim = await ports.ownerCaches.claim(ref, features.includes("increased-issue-owners-rate-limit") ? 200 : 50);
  if (claim.limited) return count("ratelimited");
  const assigned = claim.assigned ?? (await isAssigned(ports, ref));
  if (assigned !== false) {
    await ports.ownerCaches.fill(claim, { assigned });
    return count("assignee_exists");
  }
  if (claim.evaluated) {
    await ports.ownerCaches.fill(claim, { assigned });
    return count("debounce");
  }
  const [stored, { ownership, rules }] = await Promise.all([
    ports.events.get(organizationId, groupId, timestamp, eventId),
    ports.readProjectRules(organizationId, projectId),
  ]);
  if (!stored) return;
  if (ownership.stopped) {
    // Not remembered as looked for (behaviour §5.4): it is, with the first event after they are switched on.
    await ports.groupOwners.replace(ref, [], ownership.version, ports.now());
    await ports.ownerCaches.fill(claim, { assigned });
    return count("stopped");
  }
  const found = await evaluate(strongestFirst(rules, stored.event), ownerResolver(ports, ref));
  const owners = found.flatMap((it) => it.owners.map((owner) => ({ source: it.source, rule: ruleText(it.rule), owner })));
  const kept = owners.map(({ owner: { type, id }, ...it }) => ({ ...it, owner: { type, id } }));
  await ports.groupOwners.replace(ref, kept, ownership.version, ports.now());
  const has = owners[0] ? await autoAssign(ports, ref, ownership, owners[0], receivedAt) : false;
  await ports.ownerCaches.fill(claim, { assigned: has, evaluated: true });
}

/** Null where the group is gone: then there is nothing to remember. */
async function isAssigned({ groups }: { groups: Groups }, ref: { organizationId: number; groupId: number }): Promise<boolean | null> {
  const issue = await groups.get(ref.organizationId, ref.groupId);
  return issue && issue.state.assignee !== null;
}
