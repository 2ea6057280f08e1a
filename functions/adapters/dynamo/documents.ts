type Json = Record<string, unknown>;
type Attribute = Record<string, unknown>;

/** Where DynamoDB's requests and answers have an item or a part of one, and where a list of them. */
const ITEM = new Set(["Item", "Key", "Attributes", "ExpressionAttributeValues", "ExclusiveStartKey", "LastEvaluatedKey"]);
const ITEMS = new Set(["Items", "Keys"]);

/** A request as DynamoDB's JSON has it: of each value its type, bytes in base 64. What is undefined is left out. */
export const write = (input: Json): Json => converted(input, toItem);

/** An answer as JavaScript has it. */
export const read = (output: Json): Json => converted(output, fromItem);

function converted(value: unknown, each: (item: Json) => Json): Json {
  const all: Json = {};
  for (const name in value as Json) all[name] = part(name, (value as Json)[name], each);
  return all;
}

function part(name: string, value: unknown, each: (item: Json) => Json): unknown {
  if (value === null || typeof value !== "object") return value;
  if (ITEM.has(name)) return each(value as Json);
  if (ITEMS.has(name)) return (value as Json[]).map(each);
  // By the name of their table.
  if (name === "Responses") return mapped(value as Json, (items) => (items as Json[]).map(each));
  if (name === "RequestItems" || name.startsWith("Unprocessed")) return mapped(value as Json, (it) => listed(it, each));
  return listed(value, each);
}

const listed = (value: unknown, each: (item: Json) => Json): unknown =>
  Array.isArray(value) ? value.map((it) => (typeof it === "object" ? converted(it, each) : it)) : converted(value, each);

function mapped(value: Json, of: (value: unknown) => unknown): Json {
  const all: Json = {};
  for (const name in value) all[name] = of(value[name]);
  return all;
}

/** An item as DynamoDB's JSON has it. Names come from outside too: `fromEntries` makes an attribute of each, of `__proto__` as well. */
export const toItem = (item: Json): Json =>
  Object.fromEntries(Object.entries(item).flatMap(([name, it]) => (it === undefined ? [] : [[name, toAttribute(it)]])));

function toAttribute(value: unknown): Attribute {
  switch (typeof value) {
    case "string":
      return { S: value };
    case "boolean":
      return { BOOL: value };
    case "number":
      return { N: toText(value) };
    case "object":
      if (value === null) return { NULL: true };
      if (value instanceof Uint8Array) return { B: toBase64(value) };
      if (Array.isArray(value)) return { L: value.filter((it) => it !== undefined).map(toAttribute) };
      if (value instanceof Set) return toSet([...value]);
      if (isPlain(value)) return { M: toItem(value as Json) };
  }
  throw new TypeError(`DynamoDB does not store ${Object.prototype.toString.call(value)}`);
}

function toSet(values: unknown[]): Attribute {
  const [first] = values;
  if (typeof first === "string") return { SS: values };
  if (typeof first === "number") return { NS: values.map((it) => toText(it as number)) };
  throw new TypeError("A set has strings or numbers, and at least one");
}

/** The other way round. Throws RangeError for a number that JavaScript does not hold exactly. */
export const fromItem = (item: Json): Json =>
  Object.fromEntries(Object.entries(item).map(([name, it]) => [name, fromAttribute(it as Attribute)]));

function fromAttribute(attribute: Attribute): unknown {
  for (const type in attribute) {
    const value = attribute[type] as never;
    switch (type) {
      case "S":
      case "BOOL":
        return value;
      case "N":
        return toNumber(value);
      case "NULL":
        return null;
      case "M":
        return fromItem(value);
      case "L":
        return (value as Attribute[]).map(fromAttribute);
      case "B":
        return new Uint8Array(Buffer.from(value, "base64"));
      case "SS":
        return new Set(value as string[]);
      case "NS":
        return new Set((value as string[]).map(toNumber));
    }
  }
  throw new TypeError(`An attribute of a type that is not known: ${Object.keys(attribute)}`);
}

const isPlain = (value: object): boolean => [Object.prototype, null].includes(Object.getPrototypeOf(value));

const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");

const toText = (number: number): string => String(exact(number, number));
const toNumber = (text: string): number => exact(Number(text), text);

function exact(number: number, said: number | string): number {
  if (Number.isFinite(number) && (Number.isSafeInteger(number) || !Number.isInteger(number))) return number;
  throw new RangeError(`JavaScript does not hold ${said} exactly`);
}
