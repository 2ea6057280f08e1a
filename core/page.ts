import { Invalid } from "./errors.ts";

/** `cursor` is opaque to callers: what the previous page answered. */
export type Page = { limit: number; cursor?: string | undefined };

export type Paged<T> = { items: T[]; next: string | null };

/** Characters; longer than any cursor that we give out. */
const LONGEST = 2000;

export const invalidCursor = (): Invalid =>
  new Invalid("Invalid cursor parameter: take it as it is from the Link header of the page before, or leave it out for the first page.");

/** What the groups of `shape`, which has to match all of a cursor, stand for in it. Throws Invalid for a cursor that is not ours. */
export function readCursor(cursor: string, shape: RegExp): string[] {
  const [whole, ...parts] = (cursor.length <= LONGEST && shape.exec(cursor)) || [];
  if (whole !== cursor) throw invalidCursor();
  return parts;
}
