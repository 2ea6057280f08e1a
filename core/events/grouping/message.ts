import { parametrize } from "./parametrize.ts";

/** More says nothing that the beginning does not. Bounds the work, too. */
const LINES = 2;
const LENGTH = 1_000;

/** What two texts have in common that say one thing: the first two lines that are not blank, with a kind in place of each value. */
export function comparable(text: string): string {
  const lines = text.split(/[\r\n]+/).map((line) => line.trim());
  const first = lines.filter((line) => line !== "").slice(0, LINES);
  return parametrize(first.join("\n").slice(0, LENGTH).trimEnd());
}
