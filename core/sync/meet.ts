import type { Register } from "./register.ts";

type Met = { owner: Register; at: number; since: number };

/**
 * Linking decides nothing; nobody yields to somebody, whenever that was decided: the owner's decision becomes the later one, once, in the
 * transaction that links. Else the later decision is right, and what is later than `since` from then on. An issue was taken from Ada on
 * Monday, and is linked on Friday to a ticket that Bob has had since Sunday: it is Bob's.
 */
export function meet(ticket: Register, updated: number, issue: Register, statusAt: number): Met {
  const yields = (ticket.value === null) !== (issue.value === null);
  const owner = yields && issue.value === null ? { ...ticket, at: Math.max(ticket.at, issue.at + 1) } : ticket;
  const at = yields && ticket.value === null ? Math.max(issue.at, ticket.at + 1) : issue.at;
  return { owner, at, since: Math.max(owner.at, at, statusAt, updated) };
}
