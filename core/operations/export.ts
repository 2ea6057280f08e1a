import { createHash } from "node:crypto";
import * as z from "zod";
import { Invalid } from "../errors.ts";

/** The version of a file that an organization is exported to: it grows with every change that the version before could not read. */
const EXPORT_VERSION = 1;

/** An item of the store, as it is there. */
export type Item = Record<string, unknown>;

const Header = z.object({
  lockstep: z.literal("export"),
  version: z.int(),
  format: z.int(),
  organization: z.object({ id: z.int().positive(), slug: z.string() }),
  exported: z.string(),
});
export type Header = z.infer<typeof Header>;
const Line = z.record(z.string(), z.unknown());
const End = z.object({ end: z.literal(true), items: z.int().nonnegative(), sha256: z.string() });

/** A file in the making: JSON lines, the first says whose it is, the last how many there are, so that one which was cut is known. */
export function exportWriter(header: Omit<Header, "lockstep" | "version">) {
  const hash = createHash("sha256");
  let items = 0;
  return {
    first: `${JSON.stringify({ lockstep: "export", version: EXPORT_VERSION, ...header })}\n`,
    line(item: Item): string {
      const text = `${JSON.stringify(item, encoded)}\n`;
      hash.update(text);
      items++;
      return text;
    },
    last: () => `${JSON.stringify({ end: true, items, sha256: hash.digest("hex") })}\n`,
  };
}

/** What is read of a file, line by line. Throws Invalid, with what to do, for one of another version, one that was changed and one that was cut. */
export function exportReader(format: number) {
  const hash = createHash("sha256");
  let header: Header | null = null;
  let items = 0;
  let isWhole = false;
  return {
    line(text: string): Item | null {
      if (isWhole) throw new Invalid("The file goes on after its end: it is two, or was changed.");
      const value = parse(text);
      if (!header) {
        header = readHeader(value, format);
        return null;
      }
      const end = End.safeParse(value);
      if (!end.success) {
        const item = Line.safeParse(value);
        if (!item.success) throw new Invalid(`Line ${items + 2} of the file is no item.`);
        hash.update(`${text}\n`);
        items++;
        return item.data;
      }
      if (end.data.items !== items || end.data.sha256 !== hash.digest("hex"))
        throw new Invalid("The file was changed since it was exported.");
      isWhole = true;
      return null;
    },
    /** Whose it is, once all lines were read. */
    whole(): Header {
      if (!header || !isWhole) throw new Invalid("The file was cut: its last line is missing. Export it again.");
      return header;
    },
  };
}

function readHeader(value: unknown, format: number): Header {
  const header = Header.safeParse(value);
  if (!header.success) throw new Invalid("This is no file that Lockstep exported.");
  const { version, format: theirs } = header.data;
  if (version !== EXPORT_VERSION)
    throw new Invalid(
      `The file has version ${version}, and this version of Lockstep reads ${EXPORT_VERSION} only: import it with the one that exported it.`,
    );
  if (theirs !== format)
    throw new Invalid(
      `What is in the file has format ${theirs}, and this version of Lockstep reads format ${format} only: import it with the one that exported it.`,
    );
  return header.data;
}

const SETS = { strings: "$strings", numbers: "$numbers", bytes: "$bytes" } as const;

/** What JSON has no word for: sets and bytes, each as an object with one name. */
function encoded(_: string, value: unknown): unknown {
  if (value instanceof Set) {
    const all = [...value].sort();
    return { [typeof all[0] === "number" ? SETS.numbers : SETS.strings]: all };
  }
  if (typeof value === "object" && value !== null && "type" in value && value.type === "Buffer" && "data" in value)
    return { [SETS.bytes]: Buffer.from(value.data as number[]).toString("base64") };
  if (value instanceof Uint8Array) return { [SETS.bytes]: Buffer.from(value).toString("base64") };
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text, (_, value: unknown) => {
      const [name, ...more] = typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
      if (name === undefined || more.length > 0) return value;
      const inside = (value as Record<string, unknown>)[name];
      if (name === SETS.strings || name === SETS.numbers) return new Set(inside as unknown[]);
      return name === SETS.bytes ? new Uint8Array(Buffer.from(String(inside), "base64")) : value;
    });
  } catch {
    throw new Invalid("A line of the file is not JSON.");
  }
}
