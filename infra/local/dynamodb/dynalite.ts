import { createRequire } from "node:module";
import { Readable } from "node:stream";
import type { AttributeValue } from "aws-lambda";

/** An item as the wire has it: binary values are base64 text. */
export type Item = Record<string, AttributeValue>;
export type KeySchema = { AttributeName: string; KeyType: "HASH" | "RANGE" }[];
export type Index = {
  IndexName: string;
  KeySchema: KeySchema;
  Projection: { ProjectionType: "ALL" | "KEYS_ONLY" | "INCLUDE"; NonKeyAttributes?: string[] };
  IndexStatus?: string;
};
export type StreamView = "KEYS_ONLY" | "NEW_IMAGE" | "OLD_IMAGE" | "NEW_AND_OLD_IMAGES";
export type Table = {
  TableName: string;
  TableArn: string;
  TableStatus: string;
  KeySchema: KeySchema;
  AttributeDefinitions: { AttributeName: string; AttributeType: "S" | "N" | "B" }[];
  LocalSecondaryIndexes?: Index[];
  GlobalSecondaryIndexes?: Index[];
  StreamSpecification?: { StreamEnabled: boolean; StreamViewType: StreamView };
  LatestStreamArn?: string;
  LatestStreamLabel?: string;
};

export type BatchStep = { type: "put"; key: string; value: unknown } | { type: "del"; key: string };
export type Range = { gt?: string; gte?: string; lt?: string; lte?: string; reverse?: boolean; limit?: number };
/** All keys that start so. */
export const under = (prefix: string): Range => ({ gt: prefix, lt: `${prefix}\u{10ffff}` });

export type Cursor<T> = AsyncIterable<T> & { all(): Promise<T[]> };
export type Database = {
  open(): Promise<void>;
  close(): Promise<void>;
  get(key: string): Promise<unknown>;
  batch(steps: BatchStep[]): Promise<void>;
  iterator(range: Range): Cursor<[string, unknown]>;
  keys(range: Range): Cursor<string>;
  values(range: Range): Cursor<unknown>;
  createValueStream(range: Range): Readable;
};

export type Callback<T = void> = (error?: Error | null, value?: T) => void;
export type ItemDb = {
  lock(key: string, run: (release: <T>(done: Callback<T>) => Callback<T>) => void): void;
  get(key: string, done: Callback<Item>): void;
  put(key: string, item: Item, done: Callback): void;
  del(key: string, done: Callback): void;
};
export type TableDb = {
  lock: ItemDb["lock"];
  get(key: string, done: Callback<Table>): void;
  put(key: string, table: Table, done: Callback): void;
  awsRegion: string;
  awsAccountId: string;
};
export type Store = {
  db: Database;
  options: object;
  tableDb: TableDb;
  getTable(name: string, checkStatus: boolean | Callback<Table>, done?: Callback<Table>): void;
  getItemDb(table: string): ItemDb;
};

export type WriteAction = "PutItem" | "UpdateItem" | "DeleteItem";
export type Action = WriteAction | "GetItem" | "BatchGetItem" | "BatchWriteItem" | "Query" | "Scan" | "CreateTable";
/** A request that passed dynalite's validation, with the fields that are read here; expressions are parsed into fields of dynalite's own. */
export type Input = {
  TableName: string;
  Item?: Item;
  Key?: Item;
  RequestItems?: Record<string, { PutRequest?: { Item: Item }; DeleteRequest?: { Key: Item } }[]>;
  ReturnConsumedCapacity?: string;
};
export type Output = { ConsumedCapacity?: { TableName: string; CapacityUnits: number }; [field: string]: unknown };

type Invalid = Error | null | undefined;
type Conditional = { _condition?: { expression: object } };
type Core = {
  create(options: { path: string | undefined; createTableMs: number }): Store;
  createKey(item: Item, table: Table, schema?: KeySchema): string;
  createIndexKey(item: Item, table: Table, schema: KeySchema): string;
  checkConditional(input: Conditional, item: Item | undefined): Error | null | undefined;
  updateIndexes(store: Store, table: Table, before: Item | undefined, after: Item | null, done: Callback): void;
  validateKey(key: Item, table: Table): Invalid;
  validateItem(item: Item, table: Table): Invalid;
  itemSize(item: Item): number;
  capacityUnits(item: Item | undefined, isRead: boolean, isConsistent: boolean): number;
};
type Rules = { types: object; custom?: (data: object, store: Store) => string | undefined };
type Validations = {
  checkTypes(data: object, types: object): Input;
  checkValidations(data: object, types: object, custom: Rules["custom"], store: Store): void;
  toLowerFirst(action: string): string;
};

const load = createRequire(import.meta.url);
const core = load("dynalite/db") as Core;
const validations = load("dynalite/validations") as Validations;
const rulesOf = (action: Action) => load(`dynalite/validations/${validations.toLowerFirst(action)}`) as Rules;
const actionOf = (action: Action) =>
  load(`dynalite/actions/${validations.toLowerFirst(action)}`) as (store: Store, input: Input, done: Callback<Output>) => void;

// dynalite tells the entries of one index key apart by 24 bits of a digest, so that some overwrite others; the table's key never collides.
// Its query and scan call the function through these exports.
core.createIndexKey = (item, table, schema) => core.createKey(item, table, schema) + core.createKey(item, table);
// dynalite writes index entries before the item; here they are one batch (entries.ts).
core.updateIndexes = (_store, _table, _before, _after, done) => done();

// dynalite compares lists and maps by identity, so that a condition on a whole one never holds: here equal ones become one.
const { checkConditional } = core;
core.checkConditional = (input, item) => {
  const expression = input._condition?.expression;
  if (!expression || !/"[LM]":/.test(JSON.stringify(expression))) return checkConditional(input, item);
  const pool = new Map<string, unknown>();
  const _condition = { expression: interned(expression, pool) as object };
  return checkConditional({ ...input, _condition }, interned(item, pool) as Item | undefined);
};

/** The same object for all that are equal. An element of a list is equal at its place only. */
function interned(value: unknown, pool: Map<string, unknown>, place = ""): unknown {
  if (typeof value !== "object" || value === null) return value;
  const isList = Array.isArray(value);
  const parts = Object.entries(value).map(([name, part]): [string, unknown] => [name, interned(part, pool, isList ? name : "")]);
  const copy = isList ? parts.map(([, part]) => part) : Object.fromEntries(parts.sort(([a], [b]) => (a < b ? -1 : 1)));
  const text = `${place} ${JSON.stringify(copy)}`;
  if (!pool.has(text)) pool.set(text, copy);
  return pool.get(text);
}

export const { createKey, createIndexKey, validateKey, validateItem, itemSize, capacityUnits } = core;

/** dynalite's storage, not yet open: memory, or LevelDB in the folder `path`. */
export function createStore(path: string | undefined): Store {
  const store = core.create({ path, createTableMs: 0 });
  // dynalite's own stream leaves its iterator, and with it a snapshot of the database, open for good.
  store.db.createValueStream = (range) => Readable.from(store.db.values(range));
  return store;
}

/** The request as dynalite's actions take it. Throws SerializationException or ValidationException. */
export function parse(action: Action, request: object, store: Store): Input {
  const { types, custom } = rulesOf(action);
  const input = validations.checkTypes({ ...request }, types);
  validations.checkValidations(input, types, custom, store);
  return input;
}

export function run(action: Action, store: Store, input: Input): Promise<Output> {
  return new Promise((resolve, reject) => {
    actionOf(action)(store, input, (error, output = {}) => (error ? reject(error) : resolve(output)));
  });
}

/** What a write answers, and the item after it: dynalite's action run on a store that holds nothing but the item before. */
export function evaluate(action: WriteAction, store: Store, table: Table, input: Input, before: Item | undefined) {
  let after = before;
  let answer: { error?: Error | null | undefined; output?: Output | undefined } = {};
  const itemDb: ItemDb = {
    lock: (_key, run) => run((done) => done),
    get: (_key, done) => done(null, before),
    put: (_key, item, done) => {
      after = item;
      done();
    },
    del: (_key, done) => {
      after = undefined;
      done();
    },
  };
  const getTable: Store["getTable"] = (_name, checkStatus, done = checkStatus as Callback<Table>) => done(null, table);
  actionOf(action)({ ...store, getTable, getItemDb: () => itemDb }, input, (error, output) => {
    answer = { error, output };
  });
  if (answer.error) throw answer.error;
  return { after, output: answer.output ?? {} };
}
