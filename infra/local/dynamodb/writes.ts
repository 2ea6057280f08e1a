import type { Commit } from "./commits.ts";
import {
  createKey,
  evaluate,
  type Input,
  type Item,
  type Output,
  parse,
  type Store,
  type Table,
  validateItem,
  validateKey,
  type WriteAction,
} from "./dynalite.ts";
import { itemPrefix } from "./entries.ts";
import { isApiError, isConditionFailed, validation } from "./errors.ts";
import type { WithLocks } from "./key-locks.ts";
import type { OpenTable } from "./open-table.ts";
import type { Operations, Request } from "./operations.ts";
import type { Tables } from "./tables.ts";

/** What every write needs. */
export type Writing = { store: Store; tables: Tables; withLocks: WithLocks; commit: Commit };

/** One write of one item, checked as far as it can be without the item. `id` is the item's place in the database, and its lock. */
export type Write = { action: WriteAction; input: Input; table: OpenTable; id: string; returnsItemOnFailure: boolean };

/** Throws ValidationException, SerializationException, ResourceNotFoundException. */
export function prepare({ store, tables }: Writing, action: WriteAction, request: Request): Write {
  const input = parse(action, request, store);
  const table = tables.get(input.TableName);
  return place(action, input, table, request.ReturnValuesOnConditionCheckFailure === "ALL_OLD");
}

function place(action: WriteAction, input: Input, table: OpenTable, returnsItemOnFailure: boolean): Write {
  const { description } = table;
  const invalid = input.Item ? validateItem(input.Item, description) : validateKey(input.Key ?? {}, description);
  if (invalid) throw invalid;
  if (input.Item) refuseEmptyIndexKey(input.Item, description);
  const id = itemPrefix(input.TableName) + createKey(input.Item ?? input.Key ?? {}, description);
  return { action, input, table, id, returnsItemOnFailure };
}

export const itemBefore = async ({ store }: Writing, { id }: Write) => (await store.db.get(id)) as Item | undefined;

/** The item after the write, and the answer. Throws ValidationException, ConditionalCheckFailedException with the item where it was asked for. */
export function apply({ store }: Writing, write: Write, before: Item | undefined): { after: Item | undefined; output: Output } {
  try {
    const outcome = evaluate(write.action, store, write.table.description, write.input, before);
    if (outcome.after) refuseEmptyIndexKey(outcome.after, write.table.description);
    return outcome;
  } catch (error) {
    if (isApiError(error) && isConditionFailed(error) && write.returnsItemOnFailure && before) error.body.Item = before;
    throw error;
  }
}

function refuseEmptyIndexKey(item: Item, table: Table): void {
  for (const { IndexName, KeySchema } of [...(table.LocalSecondaryIndexes ?? []), ...(table.GlobalSecondaryIndexes ?? [])]) {
    const empty = KeySchema.find(({ AttributeName }) => item[AttributeName]?.S === "" || item[AttributeName]?.B === "");
    if (!empty) continue;
    const rule = "The AttributeValue for a key attribute cannot contain an empty string value.";
    throw validation(
      `One or more parameter values are not valid. A value specified for a secondary index key is not supported. ${rule} ` +
        `IndexName: ${IndexName}, IndexKey: ${empty.AttributeName}`,
    );
  }
}

function writeOne(writing: Writing, write: Write): Promise<Output> {
  return writing.withLocks([write.id], async () => {
    const before = await itemBefore(writing, write);
    const { after, output } = apply(writing, write, before);
    await writing.commit([{ table: write.table, before, after }]);
    return output;
  });
}

export function writeOperations(writing: Writing): Operations {
  const single = (action: WriteAction) => async (request: Request) => writeOne(writing, prepare(writing, action, request));

  return {
    PutItem: single("PutItem"),
    UpdateItem: single("UpdateItem"),
    DeleteItem: single("DeleteItem"),
    async BatchWriteItem(request) {
      const { RequestItems = {}, ReturnConsumedCapacity } = parse("BatchWriteItem", request, writing.store);
      const capacity = ReturnConsumedCapacity && { ReturnConsumedCapacity };
      const writes = Object.entries(RequestItems).flatMap(([TableName, requests]) => {
        const table = writing.tables.get(TableName);
        return requests.map(({ PutRequest, DeleteRequest }) =>
          place(PutRequest ? "PutItem" : "DeleteItem", { TableName, ...PutRequest, ...DeleteRequest, ...capacity }, table, false),
        );
      });
      if (new Set(writes.map(({ id }) => id)).size < writes.length) throw validation("Provided list of item keys contains duplicates");
      const outputs = await Promise.all(writes.map((write) => writeOne(writing, write)));
      return { UnprocessedItems: {}, ...totalCapacity(outputs) };
    },
  };
}

/** One entry a table. */
function totalCapacity(outputs: readonly Output[]): object {
  const units = new Map<string, number>();
  for (const { ConsumedCapacity } of outputs) {
    if (!ConsumedCapacity) continue;
    units.set(ConsumedCapacity.TableName, (units.get(ConsumedCapacity.TableName) ?? 0) + ConsumedCapacity.CapacityUnits);
  }
  return units.size > 0 ? { ConsumedCapacity: [...units].map(([TableName, CapacityUnits]) => ({ TableName, CapacityUnits })) } : {};
}
