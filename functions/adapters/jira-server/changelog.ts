import type { Step } from "../../../core/trackers/ticket.ts";

type Item = { field: string; from?: string | null | undefined; to?: string | null | undefined };
type History = { id: string; created: number; items: readonly Item[] };

/**
 * Of a ticket's histories those about its owner and status, in their order, and which of them come after the known one: none where that
 * is not among them.
 */
export function newsIn<T extends History>(histories: readonly T[], after: string | null) {
  const about = histories
    .filter((it) => it.items.some(({ field }) => field === "assignee" || field === "status"))
    .sort((a, b) => a.created - b.created || Number(a.id) - Number(b.id));
  const known = about.findIndex((it) => it.id === after);
  const fresh = after !== null && known < 0 ? [] : about.slice(known + 1);
  return { fresh, goesOn: known >= 0, newest: about.at(-1)?.id ?? null };
}

/** Two of a kind in one entry are one step: from before the first to after the last. */
export function stepOf(items: readonly Item[], field: string): Step | null {
  const of = items.filter((it) => it.field === field);
  const [first, last] = [of[0], of.at(-1)];
  return first && last ? { from: first.from || null, to: last.to || null } : null;
}
