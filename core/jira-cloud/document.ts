/**
 * Atlassian Document Format, as far as it is written here (https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/):
 * paragraphs of plain text. Nothing in the text is markup, so nothing in it has to be escaped.
 */
type Text = { type: "text"; text: string };
type Inline = Text | { type: "hardBreak" };
type Paragraph = { type: "paragraph"; content: Inline[] };
type Block = Paragraph | { type: "blockquote"; content: Paragraph[] };
export type Document = { version: 1; type: "doc"; content: Block[] };

/** Empty lines part paragraphs, other line ends break lines. An empty text node is refused, so there is none. */
function paragraphs(text: string): Paragraph[] {
  const parts = text.replace(/\r\n?/g, "\n").split(/\n{2,}/);
  return parts.map((part) => ({
    type: "paragraph",
    content: part
      .split("\n")
      .flatMap((line, at): Inline[] => [
        ...(at > 0 ? [{ type: "hardBreak" } as const] : []),
        ...(line === "" ? [] : [{ type: "text", text: line } as const]),
      ]),
  }));
}

export const documentOf = (text: string): Document => ({ version: 1, type: "doc", content: paragraphs(text) });

/** How a note reads as a comment (behaviour §2.17). The writer is null when no longer a member. */
export function noteDocument(writer: { name: string } | null, note: string): Document {
  const name = writer?.name.replace(/\s+/g, " ").trim() || "Somebody";
  return { version: 1, type: "doc", content: [...paragraphs(`${name} wrote:`), { type: "blockquote", content: paragraphs(note) }] };
}
