import fc from "fast-check";

/**
 * Any character of Unicode, one of each kind in turn: fast-check's own generators of all of them (`unit: "binary"`, `webUrl`) take
 * seconds to be made.
 */
export const anyCharacter = fc
  .oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0x20, max: 0x7e }) },
    fc.integer({ min: 0, max: 0x9f }),
    fc.integer({ min: 0xa0, max: 0xd7ff }),
    fc.integer({ min: 0xe000, max: 0xffff }),
    fc.integer({ min: 0x10000, max: 0x10ffff }),
  )
  .map((it) => String.fromCodePoint(it));

const some = (characters: string, maxLength: number, minLength = 0) =>
  fc.string({ unit: fc.constantFrom(...characters), minLength, maxLength });
const label = some("abcxyz019", 8, 1);
const segment = some("abcXYZ019-._~!$&'()*+,;=:@%", 8).map((it) => it.replaceAll("%", "%2F"));
const rest = (mark: string) =>
  fc.option(
    segment.map((it) => mark + it),
    { nil: "" },
  );

/** An address of the web with every part that one may have: user, port, path, query, fragment. */
export const webAddress = fc
  .record({
    scheme: fc.constantFrom("http", "https", "HTTPS"),
    user: fc.option(
      label.map((it) => `${it}@`),
      { nil: "" },
    ),
    host: fc.array(label, { minLength: 1, maxLength: 4 }).map((it) => it.join(".")),
    port: fc.option(
      fc.nat(65_535).map((it) => `:${it}`),
      { nil: "" },
    ),
    path: fc.array(segment, { maxLength: 4 }).map((it) => it.map((part) => `/${part}`).join("")),
    query: rest("?"),
    fragment: rest("#"),
  })
  .map(({ scheme, user, host, port, path, query, fragment }) => `${scheme}://${user}${host}${port}${path}${query}${fragment}`);
