import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import fc from "fast-check";
import { expect, test } from "vitest";
import { read, write } from "../../../functions/adapters/dynamo/documents.ts";

/** The SDK's marshaller takes what has these names for something else. */
const name = fc.string({ minLength: 1 }).filter((it) => it !== "__proto__" && it !== "constructor");

/** All that an item can have. */
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: "binary" }),
    fc.boolean(),
    fc.constant(null),
    fc.maxSafeInteger(),
    // DynamoDB has one zero.
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }).map((it) => it + 0),
    fc.uint8Array({ minLength: 1, maxLength: 40 }),
    fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 4 }).map((it) => new Set(it)),
    fc.uniqueArray(fc.integer(), { minLength: 1, maxLength: 4 }).map((it) => new Set(it)),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(name, tie("value"), { maxKeys: 4 }),
  ),
}));
const item = fc.dictionary(name, value, { maxKeys: 6 });

/** As the SDK's protocol has it: bytes in base 64. */
const onTheWire = (attributes: object): unknown =>
  JSON.parse(JSON.stringify(attributes, (_, it) => (it instanceof Uint8Array ? Buffer.from(it).toString("base64") : it)));

test("an item is written as the SDK's marshaller writes it, and read as its other half reads it", () => {
  fc.assert(
    fc.property(item, (Item) => {
      const { Item: written } = write({ TableName: "t", Item });
      expect(written).toEqual(onTheWire(marshall(Item, { removeUndefinedValues: true })));
      const { Item: back } = read({ Item: written });
      expect(back).toEqual(Item);
      expect(back).toEqual(unmarshall(marshall(Item)));
    }),
  );
});

test("what is undefined is left out, wherever it stands", () => {
  const Item = { a: undefined, b: [1, undefined, 2], c: { d: undefined } };
  expect(write({ Item })).toEqual({ Item: { b: { L: [{ N: "1" }, { N: "2" }] }, c: { M: {} } } });
});

test("an attribute of any name is one, and changes nothing else", () => {
  const Item = JSON.parse('{"__proto__":{"admin":true},"constructor":"x","toString":"y"}') as Record<string, unknown>;
  const back = read(JSON.parse(JSON.stringify(write({ Item })))).Item as Record<string, unknown>;
  expect(Object.keys(back)).toEqual(["__proto__", "constructor", "toString"]);
  expect(back.admin).toBeUndefined();
});

test.each([
  ["NaN", Number.NaN],
  ["infinity", Number.POSITIVE_INFINITY],
  ["a number that is not exact", 2 ** 53],
  ["an empty set", new Set()],
  ["a set of something else", new Set([true])],
  ["a date", new Date(0)],
  ["a function", () => 1],
  ["a bigint", 1n],
])("%s is refused before it is sent", (_, it) => {
  expect(() => write({ Item: { it } })).toThrow(/JavaScript does not hold|does not store|A set has/);
});

test("a number that JavaScript does not hold is refused, and no other is made of it", () => {
  expect(() => read({ Item: { n: { N: "9007199254740993" } } })).toThrow("JavaScript does not hold 9007199254740993 exactly");
  expect(() => read({ Item: { n: { XX: "1" } } })).toThrow("XX");
});
