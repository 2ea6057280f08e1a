import { Invalid } from "../errors.ts";
import type { Status } from "./group.ts";
import type { Term } from "./search-term.ts";

const STATUSES = new Map<string, Status>([
  ["unresolved", "unresolved"],
  ["resolved", "resolved"],
  ["archived", "ignored"],
  ["ignored", "ignored"],
  ["muted", "ignored"],
]);
/** Of issues that are unresolved. */
const SUBSTATUSES = ["new", "ongoing", "escalating", "regressed"];

/** How an issue stands. Throws Invalid for what is not known, naming what is. */
export function is(value: string): Term {
  const status = STATUSES.get(value);
  if (status) return { needs: ["state"], matches: ({ state }) => state.status === status, index: { by: "status", status, rank: 7 } };
  if (SUBSTATUSES.includes(value)) {
    const index = { by: "status", status: "unresolved", rank: 7, isPartial: true } as const;
    return { needs: ["state"], matches: ({ state }) => state.substatus === value, index };
  }
  switch (value) {
    case "assigned":
      return { needs: ["state"], matches: ({ state }) => state.assignee !== null };
    case "unassigned":
      return { needs: ["state"], matches: ({ state }) => state.assignee === null, index: { by: "owner", owner: null, rank: 4 } };
    case "linked":
      return { needs: ["linked"], matches: ({ linked }) => linked };
    case "unlinked":
      return { needs: ["linked"], matches: ({ linked }) => !linked };
  }
  const known = ["unresolved", "resolved", "archived", "assigned", "unassigned", "linked", "unlinked", ...SUBSTATUSES].join(", ");
  throw new Invalid(`Invalid search: is:${value} is not known. Known are ${known}.`);
}
