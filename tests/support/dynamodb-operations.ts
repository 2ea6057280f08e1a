import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";

/** Random requests on one table with keys `pk` (S), `sk` (N) and an index of `g` (S), `gs` (N). */
export type Operation =
  | { kind: "Put" | "Update" | "Delete" | "Get"; input: Input }
  | { kind: "Query"; input: Input }
  | { kind: "Transact"; items: { kind: "Put" | "Update" | "Delete" | "ConditionCheck"; input: Input }[] };
export type Input = Record<string, unknown>;
type Value = AttributeValue;
type Expression = { text: string; names: Record<string, string>; values: Record<string, Value> };

const numbers = ["0", "1", "-1", "2", "10", "-10", "0.5", "-0.5", "100", "1e2", "-99.1", "123456789.123", "0.00001", "9", "99"];
const number: fc.Arbitrary<Value> = fc.constantFrom(...numbers).map((N) => ({ N }));
const scalar: fc.Arbitrary<Value> = fc.oneof(
  number,
  fc.constantFrom("", "x", "y", "hello", "é", "zz").map((S): Value => ({ S })),
  fc.boolean().map((BOOL): Value => ({ BOOL })),
  fc.constant<Value>({ NULL: true }),
  fc.constantFrom<string[]>(["a"], ["a", "b"], ["c", "d"]).map((SS): Value => ({ SS })),
  fc.constantFrom<string[]>(["1"], ["1", "2.5"], ["3"]).map((NS): Value => ({ NS })),
);
const value: fc.Arbitrary<Value> = fc.oneof(
  { weight: 4, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 2 }).map((L) => ({ L })) },
  { weight: 1, arbitrary: fc.record({ p: scalar, q: scalar }).map((M) => ({ M })) },
);
const key = fc.record({ pk: fc.constantFrom("a", "b", "ab", "c").map((S): Value => ({ S })), sk: number });
const nested = fc.record({ a: scalar, l: fc.tuple(scalar, scalar).map(([x, y]): Value => ({ L: [x, y] })) }).map((M): Value => ({ M }));
const group = fc.constantFrom("G", "H").map((S): Value => ({ S }));
const item = fc
  .tuple(key, fc.record({ v: value, w: value, n: number, g: group, gs: number, m: nested }, { requiredKeys: [] }))
  .map(([keys, rest]): Record<string, Value> => ({ ...keys, ...rest }));

const merge = (parts: readonly Expression[], glue: (texts: string[]) => string): Expression => {
  const all = parts.map(({ text, names, values }, at) => {
    const own = (name: string) => `${name}_${at}`;
    return {
      text: text.replace(/:\w+/g, own),
      names,
      values: Object.fromEntries(Object.entries(values).map(([name, it]) => [own(name), it])),
    };
  });
  return {
    text: glue(all.map((it) => it.text)),
    names: Object.assign({}, ...all.map((it) => it.names)),
    values: Object.assign({}, ...all.map((it) => it.values)),
  };
};
const path = fc.constantFrom("#v", "#w", "#n", "#g", "#m.#a", "#m.#l[0]", "#m.#l[2]", "#pk");
const namesIn = (text: string): Record<string, string> =>
  Object.fromEntries([...text.matchAll(/#(\w+)/g)].map(([name, plain]) => [name, plain ?? ""]));
const term = (text: string, values: Record<string, Value> = {}): Expression => ({ text, names: namesIn(text), values });

const comparison = fc.constantFrom("=", "<>", "<", "<=", ">", ">=");
const simple: fc.Arbitrary<Expression> = fc.oneof(
  path.map((at) => term(`attribute_exists(${at})`)),
  path.map((at) => term(`attribute_not_exists(${at})`)),
  fc.tuple(path, comparison, fc.oneof(number, fc.constant<Value>({ S: "x" }))).map(([at, op, it]) => term(`${at} ${op} :v`, { ":v": it })),
  path.map((at) => term(`${at} BETWEEN :v AND :w`, { ":v": { N: "-1" }, ":w": { N: "10" } })),
  path.map((at) => term(`${at} IN (:v, :w)`, { ":v": { S: "x" }, ":w": { BOOL: true } })),
  fc.tuple(path, fc.constantFrom("h", "x", "a")).map(([at, S]) => term(`begins_with(${at}, :v)`, { ":v": { S } })),
  path.map((at) => term(`contains(${at}, :v)`, { ":v": { S: "a" } })),
  fc.tuple(path, fc.nat(3)).map(([at, n]) => term(`size(${at}) > :v`, { ":v": { N: String(n) } })),
);
const condition: fc.Arbitrary<Expression> = fc.oneof(
  { weight: 4, arbitrary: simple },
  { weight: 1, arbitrary: fc.tuple(simple, simple).map((two) => merge(two, ([a, b]) => `(${a} AND ${b})`)) },
  { weight: 1, arbitrary: fc.tuple(simple, simple).map((two) => merge(two, ([a, b]) => `(${a} OR ${b})`)) },
  { weight: 1, arbitrary: simple.map((one) => merge([one], ([a]) => `NOT ${a}`)) },
);

const target = fc.constantFrom("#v", "#w", "#n", "#g", "#gs", "#x", "#m.#a", "#m.#l[1]");
const update: fc.Arbitrary<Expression> = fc.oneof(
  fc.tuple(target, value).map(([at, it]) => term(`SET ${at} = :u`, { ":u": it })),
  fc.tuple(target, number).map(([at, it]) => term(`SET ${at} = if_not_exists(${at}, :u) + :u`, { ":u": it })),
  fc
    .tuple(target, value)
    .map(([at, it]) => term(`SET ${at} = list_append(if_not_exists(${at}, :e), :u)`, { ":e": { L: [] }, ":u": { L: [it] } })),
  fc
    .constantFrom("#n", "#ss")
    .chain((at) => fc.constantFrom<Value>({ N: "2" }, { SS: ["q"] }).map((it) => term(`ADD ${at} :u`, { ":u": it }))),
  fc.constant(term("DELETE #ss :u", { ":u": { SS: ["a", "q"] } })),
  target.map((at) => term(`REMOVE ${at}`)),
);

const conditional = (it: Expression | null): Input =>
  it === null ? {} : expressions({ ConditionExpression: it.text }, [it], { ReturnValuesOnConditionCheckFailure: "ALL_OLD" });
function expressions(texts: Input, parts: readonly Expression[], more: Input = {}): Input {
  const names = Object.assign({}, ...parts.map((it) => it.names)) as Record<string, string>;
  const values = Object.assign({}, ...parts.map((it) => it.values)) as Record<string, Value>;
  return {
    ...texts,
    ...more,
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  };
}
const maybe = fc.option(condition, { freq: 2 });
const put = fc.tuple(item, maybe).map(([Item, when]): Input => ({ Item, ...conditional(when) }));
const change = fc.tuple(key, update, maybe).map(([Key, how, when]): Input => {
  const both = { UpdateExpression: how.text, ...(when && { ConditionExpression: when.text }) };
  return { Key, ...expressions(both, when ? [how, when] : [how], when ? { ReturnValuesOnConditionCheckFailure: "ALL_OLD" } : {}) };
});
const remove = fc.tuple(key, maybe).map(([Key, when]): Input => ({ Key, ...conditional(when) }));
const check = fc.tuple(key, condition).map(([Key, when]): Input => ({ Key, ...conditional(when) }));

const range = fc.oneof(
  fc.constant({ text: "", values: {} as Record<string, Value> }),
  fc.tuple(comparison, number).map(([op, x]) => ({ text: ` AND #r ${op === "<>" ? "=" : op} :x`, values: { ":x": x } })),
  fc.constant({ text: " AND #r BETWEEN :x AND :y", values: { ":x": { N: "-10" }, ":y": { N: "10" } } as Record<string, Value> }),
);
const query = fc
  .tuple(fc.boolean(), range, fc.boolean(), fc.constantFrom(1, 2, 5, undefined), fc.constantFrom("a", "b", "ab"), fc.constantFrom("G", "H"))
  .map(([indexed, between, ScanIndexForward, Limit, pk, g]): Input => {
    const [hash, sort, S] = indexed ? ["g", "gs", g] : ["pk", "sk", pk];
    return {
      ...(indexed && { IndexName: "by-group" }),
      ...(Limit && { Limit }),
      ScanIndexForward,
      KeyConditionExpression: `#h = :h${between.text}`,
      ExpressionAttributeNames: { "#h": hash, ...(between.text && { "#r": sort }) },
      ExpressionAttributeValues: { ":h": { S }, ...between.values },
    };
  });

const transactItem = fc.oneof(
  put.map((input) => ({ kind: "Put" as const, input })),
  change.map((input) => ({ kind: "Update" as const, input })),
  remove.map((input) => ({ kind: "Delete" as const, input })),
  check.map((input) => ({ kind: "ConditionCheck" as const, input })),
);
/** DynamoDB Local takes one key spelt in two ways (100 and 1e2) for two in a transaction; nothing of ours spells a key twice. */
function transaction(items: { kind: "Put" | "Update" | "Delete" | "ConditionCheck"; input: Input }[]) {
  const spelt = JSON.stringify(items).replaceAll('"sk":{"N":"1e2"}', '"sk":{"N":"100"}');
  return { kind: "Transact" as const, items: JSON.parse(spelt) as typeof items };
}
/** Of a nested attribute DynamoDB Local tells the whole one, ours the part that was touched; nothing of ours asks for either. */
const wholeOf = (it: Input, returned: string): string =>
  String(it.UpdateExpression).includes("#m.") ? returned.replace("UPDATED", "ALL") : returned;
const returning = (values: readonly string[]) => fc.constantFrom(...values);

export const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(put, returning(["NONE", "ALL_OLD"]))
      .map(([it, ReturnValues]) => ({ kind: "Put" as const, input: { ...it, ReturnValues } })),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(change, returning(["ALL_NEW", "ALL_OLD", "UPDATED_NEW", "UPDATED_OLD", "NONE"]))
      .map(([it, ReturnValues]) => ({ kind: "Update" as const, input: { ...it, ReturnValues: wholeOf(it, ReturnValues) } })),
  },
  { weight: 1, arbitrary: remove.map((it) => ({ kind: "Delete" as const, input: { ...it, ReturnValues: "ALL_OLD" } })) },
  { weight: 1, arbitrary: key.map((Key) => ({ kind: "Get" as const, input: { Key, ConsistentRead: true } })) },
  { weight: 2, arbitrary: query.map((input) => ({ kind: "Query" as const, input })) },
  { weight: 2, arbitrary: fc.array(transactItem, { minLength: 1, maxLength: 3 }).map(transaction) },
);
