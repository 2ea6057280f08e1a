/** Nobody sees it, and what it parts is no markup. A backslash would escape a macro too, but not behind another backslash. */
const ZERO_WIDTH_SPACE = "\u200B";

/** A text that ends no quotation: not with a macro of its own, nor by escaping the one that follows. */
const quotable = (text: string): string => text.replace(/\{(?=\s*quote)|\\$/gi, (it) => it + ZERO_WIDTH_SPACE);

/** How a note reads as a comment in Jira's wiki markup (behaviour §2.17). The writer is null when no longer a member. */
export function commentText(writer: { name: string } | null, note: string): string {
  const name = writer?.name.replace(/\s+/g, " ").trim() || "Somebody";
  return `${quotable(name)} wrote:\n\n{quote}${quotable(note)}{quote}`;
}
