import { Conflict } from "../../../core/errors.ts";
import { orUnavailable, readFormat, tableName, unguarded } from "./client.ts";
import { PutCommand, ScanCommand } from "./commands.ts";
import { keys } from "./keys.ts";
import { refusalOf, STORE_FORMAT } from "./store-format.ts";

/** Gives a table that is empty its format number. Throws Conflict, with what to do, for one that has another or is filled without. */
export async function beginStore(): Promise<void> {
  if ((await readFormat()) === undefined && (await isEmpty())) {
    const Item = { ...keys.format(), format: STORE_FORMAT };
    await orUnavailable(unguarded.send(new PutCommand({ TableName: tableName(), Item })));
  }
  const refusal = refusalOf(await readFormat());
  if (refusal !== null) throw new Conflict(refusal);
}

async function isEmpty(): Promise<boolean> {
  const { Items = [] } = await orUnavailable(unguarded.send(new ScanCommand({ TableName: tableName(), Limit: 1, ConsistentRead: true })));
  return Items.length === 0;
}
