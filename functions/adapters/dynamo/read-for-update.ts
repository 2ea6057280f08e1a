import type { ReadForUpdate } from "../../../core/issues/ports.ts";
import type { Member, Team } from "../../../core/organizations/organization.ts";
import { batchGet } from "./batch-get.ts";
import { pair } from "./groups.ts";
import { keys, sortKeys } from "./keys.ts";
import { keysOfUser, participantsOf } from "./participations.ts";

type Item = Record<string, unknown>;

export const readForUpdate: ReadForUpdate = async (organizationId, groupId, userId, owner) => {
  const named = owner && (owner.type === "user" ? keys.member(organizationId, owner.id) : keys.team(organizationId, owner.id));
  const items = await batchGet([
    keys.group(organizationId, groupId),
    keys.groupState(organizationId, groupId),
    ...keysOfUser(organizationId, groupId, userId),
    ...(named ? [named] : []),
  ]);
  const of = (sk: string) => items.filter((it) => it.sk === sk);
  const [issue] = pair([groupId], of(sortKeys.group), of(sortKeys.state));
  if (!issue) return null;
  const [found] = named ? of(named.sk) : [];
  const participants = participantsOf(items);
  const none = { issue, participants, member: null, team: null };
  if (!found) return none;
  return owner?.type === "user" ? { ...none, member: plain<Member>(found) } : { ...none, team: plain<Team>(found) };
};

const plain = <T>({ pk: _pk, sk: _sk, ...item }: Item): T => item as T;
