import { NotFound } from "../errors.ts";
import type { Member } from "./organization.ts";

/** The member that a path names by id, or as `me`. Throws NotFound. */
export function findMember(members: readonly Member[], text: string, userId: number): Member {
  const member = members.find((it) => String(it.userId) === (text === "me" ? String(userId) : text));
  if (!member) throw new NotFound("There is no such member in this organization, by id.");
  return member;
}
