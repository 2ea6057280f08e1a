import type { NamedToken } from "../../core/organizations/access.ts";

const ROWS = 20;

/** A page of the tokens, counted from 1, the newest first. */
export function newestTokens(all: readonly NamedToken[], wanted: string | null) {
  const of = Math.max(1, Math.ceil(all.length / ROWS));
  const number = Math.min(Math.max(1, Math.trunc(Number(wanted)) || 1), of);
  const items = [...all].sort((a, b) => b.createdAt - a.createdAt).slice((number - 1) * ROWS, number * ROWS);
  return { items, page: { number, of } };
}
