import { expect, test } from "vitest";
import { sized } from "../../support/size.ts";
import { check } from "../../support/sync-world/checks.ts";
import { makeHistory } from "../../support/sync-world/history.ts";

/**
 * Random histories of issues and tickets: people who edit both sides, a Jira that is slow, down, unheard or wrong about the time, workers that
 * die. The rules are the real ones. After each, faults stop and nine hours pass; then every link is equal or says truly why not, the last
 * decision has won, nothing was decided by nobody, and whatever is sent once more changes nothing.
 */
const COUNT = Number(process.env.LOCKSTEP_HISTORIES ?? sized(5000, 100_000));
const FIRST = Number(process.env.LOCKSTEP_SEED ?? 1);
const PIECES = 10;

test.each(Array.from({ length: PIECES }, (_, n) => FIRST + n * Math.ceil(COUNT / PIECES)))(
  "histories from seed %i on hold what is promised",
  async (first) => {
    const failed: string[] = [];
    for (let seed = first; seed < first + COUNT / PIECES; seed++) {
      const { failures } = await check(makeHistory(seed));
      if (failures.length > 0) failed.push(`seed ${seed}: ${failures.join("; ")}`);
    }
    expect(failed).toEqual([]);
  },
);
