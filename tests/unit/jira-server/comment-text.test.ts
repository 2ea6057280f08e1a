import * as fc from "fast-check";
import { expect, test } from "vitest";
import { commentText } from "../../../core/jira-server/comment-text.ts";

test("a note as a comment: who wrote it, and the note as a quotation", () =>
  expect(commentText({ name: "Bob Builder" }, "Seen on *staging*,\ntoo.")).toBe(
    "Bob Builder wrote:\n\n{quote}Seen on *staging*,\ntoo.{quote}",
  ));

test.each([
  [null, "Somebody"],
  [{ name: " " }, "Somebody"],
  [{ name: "Bob\n\nthe {quote}" }, "Bob the {\u200Bquote}"],
])("the writer %j is %s", (writer, name) => expect(commentText(writer, "Yes.")).toBe(`${name} wrote:\n\n{quote}Yes.{quote}`));

/** Where Jira sees the macro: not behind a backslash; and two of these may be one that was escaped itself. */
const READINGS = [/(?<!\\)\{quote(:[^}]*)?\}/gi, /(?<!(?<!\\)(?:\\\\)*\\)\{quote(:[^}]*)?\}/gi];
const piece = fc.constantFrom("{quote}", "{QUOTE}", "{ quote}", "{quote:author=x}", "\\", "\\\\", "{", "}", "quote", "\n", "a", "{code}");

test("no note ends its quotation, and every note reads as it was written", () =>
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const note = pieces.join("");
      const text = commentText({ name: "Bob" }, note);
      const quoted = text.slice("Bob wrote:\n\n{quote}".length, -"{quote}".length);
      expect(quoted.replaceAll("\u200B", "")).toBe(note);
      for (const reading of READINGS) {
        expect([...text.matchAll(reading)].map((it) => it.index)).toEqual(["Bob wrote:\n\n".length, text.length - "{quote}".length]);
      }
    }),
    { numRuns: 2000 },
  ));
