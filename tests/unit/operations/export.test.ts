import fc from "fast-check";
import { expect, test } from "vitest";
import { exportReader, exportWriter, type Item } from "../../../core/operations/export.ts";

const HEAD = { format: 7, organization: { id: 11, slug: "acme" }, exported: "2026-01-02T03:04:05.000Z" };
const written = (items: readonly Item[]): string[] => {
  const writer = exportWriter(HEAD);
  const text = [writer.first, ...items.map((it) => writer.line(it)), writer.last()].join("");
  return text.trimEnd().split("\n");
};
const read = (lines: readonly string[], format = HEAD.format) => {
  const reader = exportReader(format);
  const items = lines.flatMap((it): Item[] => {
    const item = reader.line(it);
    return item ? [item] : [];
  });
  return { items, header: reader.whole() };
};

const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
const value = fc.oneof(
  scalar,
  fc.uniqueArray(fc.string(), { minLength: 1 }).map((it) => new Set(it.sort())),
  fc.uniqueArray(fc.integer(), { minLength: 1 }).map((it) => new Set([...it].sort())),
  fc.uint8Array().map((it) => new Uint8Array(it)),
  fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), scalar),
  fc.array(scalar),
);
const item: fc.Arbitrary<Item> = fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), value).map((it) => ({ ...it, pk: "ORG#11", sk: "x" }));

test("whatever is written is read again as it was: sets and bytes too", () => {
  fc.assert(
    fc.property(fc.array(item), (items) => {
      const { items: again, header } = read(written(items));
      expect(again).toEqual(items);
      expect(header.organization).toEqual(HEAD.organization);
      expect(written(again)).toEqual(written(items));
    }),
  );
});

test("a file that lost a line, has one twice, or of which a letter was changed is refused", () => {
  const changed = (lines: string[], how: string, at: number): string[] => {
    const n = 1 + (at % (lines.length - 1));
    if (how === "lost") return lines.toSpliced(n, 1);
    if (how === "twice") return lines.toSpliced(n, 0, lines[n] ?? "");
    if (how === "cut") return lines.slice(0, n);
    return lines.with(
      n,
      (lines[n] ?? "").replace(/[a-z](?=[^a-z]*$)/, (it) => (it === "z" ? "y" : "z")),
    );
  };
  fc.assert(
    fc.property(fc.array(item, { minLength: 1 }), fc.constantFrom("lost", "twice", "cut", "letter"), fc.nat(), (items, how, at) => {
      expect(() => read(changed(written(items), how, at))).toThrow(/The file|A line of the file|Line \d+ of the file/);
    }),
  );
});

test("one of another version or another format is refused before anything of it is read, with what to do", () => {
  const [first = "", ...rest] = written([{ pk: "ORG#11", sk: "x" }]);
  for (const version of [0, 2]) {
    const other = JSON.stringify({ ...JSON.parse(first), version });
    expect(() => read([other, ...rest])).toThrow(
      `The file has version ${version}, and this version of Lockstep reads 1 only: import it with`,
    );
  }
  expect(() => read([first, ...rest], 8)).toThrow("What is in the file has format 7, and this version of Lockstep reads format 8 only");
  expect(() => read(["{}"])).toThrow("This is no file that Lockstep exported.");
});
