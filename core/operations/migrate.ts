import { Conflict } from "../errors.ts";

/** From a format to the next one. Again is the same, so one that was interrupted is simply begun again. */
export type Step = (said: (text: string) => void) => Promise<void>;

type Ports = {
  format(): Promise<number | undefined>;
  /** False where the table has no longer the number `from`. */
  advance(from: number): Promise<boolean>;
  /** What this version reads. */
  wanted: number;
  /** By the format that each begins with. */
  steps: Readonly<Record<number, Step>>;
};

/**
 * Brings a table to the format that this version reads, one format after the other; its number grows after each, so nothing that reads
 * another format ever works on what is half converted. Answers the formats that were left. Throws Conflict, with what to do, where no way
 * leads there, before anything is changed.
 */
export async function migrate({ format, advance, wanted, steps }: Ports, said: (text: string) => void): Promise<number[]> {
  const from = await format();
  if (from === undefined) throw new Conflict("The table carries no format number: there is nothing to convert.");
  if (from > wanted) throw new Conflict(`The table has format ${from}, which is newer than ${wanted}: run the version that wrote it.`);
  const way = Array.from({ length: wanted - from }, (_, n) => from + n);
  const missing = way.find((it) => !steps[it]);
  if (missing !== undefined)
    throw new Conflict(
      `No way leads from format ${missing} to ${missing + 1}: begin with a new table, or run the version that wrote this one.`,
    );
  for (const it of way) {
    said(`From format ${it} to ${it + 1}`);
    await steps[it]?.(said);
    if (!(await advance(it))) throw new Conflict("Somebody else converts the table at the same time.");
  }
  return way;
}
