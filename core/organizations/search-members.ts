import type { Member } from "./organization.ts";

/**
 * Members that a search text describes, each word of it: `email:`, `role:`, `id:` and `user.id:` exactly, anything else as a part of
 * the name, the username or the address; in any letter case.
 */
export function searchMembers(members: readonly Member[], query: string): Member[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return members.filter((member) => words.every((word) => matches(member, word)));
}

function matches({ userId, name, username, email, role }: Member, word: string): boolean {
  const [, field, value] = /^(email|role|id|user\.id):(.+)$/.exec(word) ?? [];
  if (field === "email") return email.toLowerCase() === value;
  if (field === "role") return role === value;
  if (field) return String(userId) === value;
  return [name, username, email].some((it) => it.toLowerCase().includes(word));
}
