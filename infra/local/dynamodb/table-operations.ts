import * as z from "zod";
import { parse, run, type Store, type Table, type TableDb } from "./dynalite.ts";
import { inUse } from "./errors.ts";
import type { Operations } from "./operations.ts";
import type { Tables } from "./tables.ts";

const Named = z.object({ TableName: z.string() });
const Stream = z.object({
  StreamEnabled: z.boolean(),
  StreamViewType: z.enum(["KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"]).default("NEW_AND_OLD_IMAGES"),
});
const Creation = z.object({ TableName: z.string(), StreamSpecification: Stream.optional() });
const Page = z.object({ ExclusiveStartTableName: z.string().default(""), Limit: z.int().min(1).max(100).default(100) });

export function tableOperations({ store, tables }: { store: Store; tables: Tables }): Operations {
  const names = () => tables.all().map(({ description }) => description.TableName);

  return {
    async CreateTable(request) {
      const { TableName, StreamSpecification } = Creation.parse(request);
      const created = await describe(store, request);
      if (names().includes(TableName)) throw inUse(`Table already exists: ${TableName}`);
      const description = activate(created, StreamSpecification);
      await tables.save({ description });
      return { TableDescription: description };
    },
    DescribeTable: async (request) => ({ Table: tables.get(Named.parse(request).TableName).description }),
    async DeleteTable(request) {
      const { description } = tables.get(Named.parse(request).TableName);
      await tables.remove(description.TableName);
      return { TableDescription: { ...description, TableStatus: "DELETING" } };
    },
    async ListTables(request) {
      const { ExclusiveStartTableName, Limit } = Page.parse(request);
      const rest = names()
        .filter((name) => name > ExclusiveStartTableName)
        .sort();
      const TableNames = rest.slice(0, Limit);
      return { TableNames, ...(rest.length > Limit && { LastEvaluatedTableName: TableNames.at(-1) }) };
    },
    async DescribeContinuousBackups(request) {
      tables.get(Named.parse(request).TableName);
      const disabled = { PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: "DISABLED" } };
      return { ContinuousBackupsDescription: { ContinuousBackupsStatus: "DISABLED", ...disabled } };
    },
  };
}

/** The table that dynalite would store for the request. It stores one twice, first as being created; here it is kept from storing any. */
async function describe(store: Store, request: object): Promise<Table> {
  const { promise, resolve, reject } = Promise.withResolvers<Table>();
  const tableDb: TableDb = {
    ...store.tableDb,
    get: (_name, done) => done(),
    put: (_name, table, done) => {
      resolve(table);
      done();
    },
  };
  run("CreateTable", { ...store, tableDb }, parse("CreateTable", request, store)).catch(reject);
  return structuredClone(await promise);
}

function activate(table: Table, stream: Table["StreamSpecification"]): Table {
  const active = { ...table, TableStatus: "ACTIVE" };
  if (table.GlobalSecondaryIndexes) {
    active.GlobalSecondaryIndexes = table.GlobalSecondaryIndexes.map((index) => ({ ...index, IndexStatus: "ACTIVE" }));
  }
  if (!stream?.StreamEnabled) return active;
  const label = new Date().toISOString().slice(0, -1);
  return { ...active, StreamSpecification: stream, LatestStreamLabel: label, LatestStreamArn: `${table.TableArn}/stream/${label}` };
}
