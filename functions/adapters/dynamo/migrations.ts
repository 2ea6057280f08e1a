import type { Step } from "../../../core/operations/migrate.ts";
import { tableName, unguarded, unlessRefused } from "./client.ts";
import { UpdateCommand } from "./commands.ts";
import { keys } from "./keys.ts";

/** From each format to the next. None so far: tables of before the first release are made anew. */
export const steps: Readonly<Record<number, Step>> = {};

/** False where the table has no longer that number. Throws Unavailable. */
export async function advanceFormat(from: number): Promise<boolean> {
  const input = {
    TableName: tableName(),
    Key: keys.format(),
    UpdateExpression: "SET #format = :to",
    ConditionExpression: "#format = :from",
    ExpressionAttributeNames: { "#format": "format" },
    ExpressionAttributeValues: { ":from": from, ":to": from + 1 },
  };
  return (await unlessRefused(unguarded.send(new UpdateCommand(input)))) !== null;
}
