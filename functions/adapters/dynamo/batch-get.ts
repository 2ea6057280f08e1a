import { Unavailable } from "../../../core/errors.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { BatchGetCommand } from "./commands.ts";
import type { Key } from "./keys.ts";

type Item = Record<string, unknown>;

/** Any number of keys, 100 a request, unprocessed ones asked for again. */
export async function batchGet(wanted: Key[]): Promise<Item[]> {
  const found: Item[] = [];
  let rest = wanted;
  for (let round = 0; rest.length > 0; round++) {
    if (round > wanted.length / 100 + 5) throw new Unavailable("The database", 1);
    const RequestItems = { [tableName()]: { Keys: rest.slice(0, 100), ConsistentRead: true } };
    const answer = await orUnavailable(dynamo.send(new BatchGetCommand({ RequestItems })));
    found.push(...(answer.Responses?.[tableName()] ?? []));
    const unprocessed = (answer.UnprocessedKeys?.[tableName()]?.Keys ?? []) as typeof wanted;
    rest = [...unprocessed, ...rest.slice(100)];
  }
  return found;
}
