import { tableName } from "./client.ts";
import type { Key } from "./keys.ts";
import { transact } from "./transact.ts";

/** docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
const MOST = 100;

/**
 * Removes any number of items, whether they are there or not. As transactions: a request takes four times as many items as a batch
 * does, for twice the units each. Items too large to go together go in halves.
 */
export async function remove(all: readonly Key[]): Promise<void> {
  const distinct = [...new Map(all.map((it) => [`${it.pk} ${it.sk}`, it])).values()];
  for (let at = 0; at < distinct.length; at += MOST) await removeTogether(distinct.slice(at, at + MOST));
}

async function removeTogether(batch: Key[]): Promise<void> {
  try {
    await transact(batch.map(({ pk, sk }) => ({ Delete: { TableName: tableName(), Key: { pk, sk } } })));
  } catch (error) {
    if (!isTooLarge(error) || batch.length === 1) throw error;
    const half = Math.ceil(batch.length / 2);
    await removeTogether(batch.slice(0, half));
    await removeTogether(batch.slice(half));
  }
}

/** 4 MB in all; requests of ours have no other way to be invalid. */
const isTooLarge = (error: unknown): boolean => error instanceof Error && error.name === "ValidationException";
