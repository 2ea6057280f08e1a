import { tableName } from "./client.ts";
import type { Key } from "./keys.ts";
import type { Write } from "./transact.ts";

/** Undefined is an attribute that is not there. */
type Scalars = Record<string, string | number | boolean | undefined>;

/** Sets attributes of an item that is still as it was. */
export function changeIfSame(Key: Key, before: Scalars, after: Record<string, unknown>): Write {
  const { ConditionExpression, ExpressionAttributeNames: names, ExpressionAttributeValues: values } = same(before);
  const fields = Object.keys(after);
  return {
    Update: {
      TableName: tableName(),
      Key,
      UpdateExpression: `SET ${fields.map((it) => `#${it} = :new_${it}`).join(", ")}`,
      ConditionExpression,
      ExpressionAttributeNames: { ...names, ...Object.fromEntries(fields.map((it) => [`#${it}`, it])) },
      ExpressionAttributeValues: { ...values, ...Object.fromEntries(fields.map((it) => [`:new_${it}`, after[it]])) },
    },
  };
}

export const checkSame = (Key: Key, before: Scalars): Write => ({ ConditionCheck: { TableName: tableName(), Key, ...same(before) } });

/** Makes whoever has read an item and is about to write it read it again, if it is still so. */
export function revise(Key: Key, before: Scalars): Write {
  const { ConditionExpression, ExpressionAttributeNames: names, ExpressionAttributeValues: values } = same(before);
  const ExpressionAttributeNames = { ...names, "#revision": "revision" };
  const ExpressionAttributeValues = { ...values, ":one": 1 };
  const UpdateExpression = "ADD #revision :one";
  return {
    Update: { TableName: tableName(), Key, UpdateExpression, ConditionExpression, ExpressionAttributeNames, ExpressionAttributeValues },
  };
}

export const removeIfSame = (Key: Key, before: Scalars): Write => ({ Delete: { TableName: tableName(), Key, ...same(before) } });

/** Writes an item, whatever was there. */
export const put = (key: Key, item: object): Write => ({ Put: { TableName: tableName(), Item: { ...key, ...item } } });

/** Writes an item that is not there yet. */
export const create = (key: Key, item: object): Write => ({
  Put: { TableName: tableName(), Item: { ...key, ...item }, ConditionExpression: "attribute_not_exists(pk)" },
});

export const remove = (Key: Key): Write => ({ Delete: { TableName: tableName(), Key } });

function same(before: Scalars) {
  const known = Object.entries(before).filter(([, value]) => value !== undefined);
  const conditions = Object.entries(before).map(([name, value]) =>
    value === undefined ? `attribute_not_exists(#${name})` : `#${name} = :was_${name}`,
  );
  return {
    ConditionExpression: ["attribute_exists(pk)", ...conditions].join(" AND "),
    ExpressionAttributeNames: Object.fromEntries(Object.keys(before).map((name) => [`#${name}`, name])),
    ...(known.length > 0 && { ExpressionAttributeValues: Object.fromEntries(known.map(([name, value]) => [`:was_${name}`, value])) }),
  };
}
