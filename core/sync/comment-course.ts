import type { CommentCourse, Course, LinkPlace, UnsentNote } from "./link.ts";

/** A link is read with every change of its ticket, so it stays small: of more notes than these the oldest are given up. */
const KEPT = 100;

/** Where a note's record keeps the comment that it became on one ticket. */
export const commentPlace = ({ integrationId, ticket }: Pick<LinkPlace, "integrationId" | "ticket">): string =>
  `${integrationId}#${ticket}`;

/** How a link's comments stand once a note was written, or was not: a failure stays for as long as a note is missing. */
export function withNote(before: CommentCourse | null, note: UnsentNote, { failure }: Pick<Course, "failure">): CommentCourse {
  const others = before?.missing.filter((it) => it.version !== note.version) ?? [];
  const last = others.at(-1);
  if (failure) {
    const missing = [...others, note].sort((a, b) => a.version - b.version).slice(-KEPT);
    return { version: note.version, failure, missing };
  }
  return last && before?.failure
    ? { version: last.version, failure: before.failure, missing: others }
    : { version: note.version, failure: null, missing: [] };
}
