import fc from "fast-check";
import { expect, test } from "vitest";
import { documentOf, noteDocument } from "../../../core/jira-cloud/document.ts";

type Node = { type: string; text?: string; content?: Node[] };
/** What people read of it. */
const textOf = ({ type, text, content = [] }: Node): string =>
  type === "hardBreak" ? "\n" : (text ?? content.map(textOf).join(type === "paragraph" ? "" : "\n\n"));
const nodes = (node: Node): Node[] => [node, ...(node.content ?? []).flatMap(nodes)];

test("a text is read as it was written, whatever is in it", () => {
  const line = fc.string({ unit: "grapheme" }).filter((it) => !/[\r\n]/.test(it));
  const paragraph = fc
    .array(
      line.filter((it) => it !== ""),
      { minLength: 1, maxLength: 3 },
    )
    .map((it) => it.join("\n"));
  fc.assert(
    fc.property(fc.array(paragraph, { minLength: 1, maxLength: 4 }), (all) => {
      const text = all.join("\n\n");
      expect(textOf(documentOf(text))).toBe(text);
      expect(textOf(documentOf(text.replaceAll("\n", "\r\n")))).toBe(text);
    }),
  );
});

test("no text node is empty, which Atlassian refuses", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("\n", "\r", "a", " ") }), (text) => {
      for (const it of nodes(noteDocument(null, text))) expect(it.text).not.toBe("");
    }),
  );
});

test("a note says whose it is, in one line, and quotes it", () => {
  const { content } = noteDocument({ name: " Ada\nLovelace " }, "One.\n\nTwo.") as Node;
  expect(content!.map(textOf)).toEqual(["Ada Lovelace wrote:", "One.\n\nTwo."]);
  expect(content!.at(-1)!.type).toBe("blockquote");
  expect(textOf((noteDocument(null, "x") as Node).content![0]!)).toBe("Somebody wrote:");
});
