import { migrate } from "../../core/operations/migrate.ts";
import { readFormat } from "../../functions/adapters/dynamo/client.ts";
import { advanceFormat, steps } from "../../functions/adapters/dynamo/migrations.ts";
import { STORE_FORMAT } from "../../functions/adapters/dynamo/store-format.ts";
import { type Answer, progress } from "./command.ts";

/** Brings the table to this version's format. Throws Conflict, Unavailable. */
export async function migrateTable(): Promise<Answer> {
  const left = await migrate({ format: readFormat, advance: advanceFormat, wanted: STORE_FORMAT, steps }, progress);
  const done = left.length === 0 ? `The table has format ${STORE_FORMAT} already.` : `The table has format ${STORE_FORMAT} now.`;
  return { value: { format: STORE_FORMAT, converted: left }, lines: [done] };
}
