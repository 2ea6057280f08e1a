const ROWS = 20;

/** A page of what is all there, by name, counted from 1; a number that is none leads to the first. */
export function sliced<T extends { name: string }>(all: readonly T[], wanted: string | null) {
  const of = Math.max(1, Math.ceil(all.length / ROWS));
  const number = Math.min(Math.max(1, Math.trunc(Number(wanted)) || 1), of);
  const items = [...all].sort((a, b) => a.name.localeCompare(b.name, "en")).slice((number - 1) * ROWS, number * ROWS);
  return { items, page: { number, of } };
}
