import { emptyBatch, idsNotDistinct, SqsError, tooManyEntries } from "./errors.ts";

type Entry = { Id: string };
type Failure = { Id: string; SenderFault: boolean; Code: string; Message: string };

/** Runs each entry for itself: one that is refused does not keep the others from succeeding. */
export function runBatch<E extends Entry, R extends object>(
  entries: readonly E[],
  run: (entry: E) => R,
): { Successful: (Entry & R)[]; Failed: Failure[] } {
  if (entries.length === 0) throw emptyBatch();
  if (entries.length > 10) throw tooManyEntries(entries.length);
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length) throw idsNotDistinct();
  const Successful: (Entry & R)[] = [];
  const Failed: Failure[] = [];
  for (const entry of entries) {
    try {
      Successful.push({ Id: entry.Id, ...run(entry) });
    } catch (error) {
      if (!(error instanceof SqsError)) throw error;
      Failed.push({ Id: entry.Id, SenderFault: true, Code: error.queryCode, Message: error.message });
    }
  }
  return { Successful, Failed };
}
