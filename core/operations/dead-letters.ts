import type { DeadLetter } from "./dead-letter.ts";
import type { OperatedQueues, QueueDepth, Taken } from "./ports.ts";

/** Whether somebody may see a letter. */
export type Mine = (letter: DeadLetter) => Promise<boolean>;
export const everything: Mine = async () => true;

/** What one look takes of a queue at most: SQS gives ten at a time, and a page shows no more than it can be read. */
const MOST_LETTERS = 100;
const AT_A_TIME = 10;

export const depths = ({ queues }: { queues: OperatedQueues }): Promise<QueueDepth[]> =>
  Promise.all(queues.names().map((name) => queues.depth(name)));

/**
 * The dead letters of these queues, newest first: at most `MOST_LETTERS` of each. They are put back at once; meanwhile nobody else sees
 * them. Of a FIFO queue SQS shows ten of one group. Throws Unavailable.
 */
export async function listLetters(
  { queues }: { queues: OperatedQueues },
  { names, mine }: { names: readonly string[]; mine: Mine },
): Promise<(DeadLetter & { body: string })[]> {
  const all = await Promise.all(names.map((name) => withLetters(queues, name, async (letters) => owned(letters, mine))));
  return all
    .flat()
    .map(({ receipt: _r, group: _g, ...letter }) => letter)
    .sort((a, b) => b.since - a.since);
}

/** What became of a redrive: `refused` are those that only report something, and have no queue to go back to. */
export type Redriven = { sent: DeadLetter[]; refused: number };

/**
 * Sends letters back to the queues that they came from: all that `mine` takes, of `chosen` where that is not null. What is sent and fails
 * again is a letter again, which says so. Throws Unavailable, with what was sent already gone from here.
 */
export async function redriveLetters(
  { queues }: { queues: OperatedQueues },
  { names, mine, chosen = null }: { names: readonly string[]; mine: Mine; chosen?: ReadonlySet<string> | null },
): Promise<Redriven> {
  const redriven: Redriven = { sent: [], refused: 0 };
  for (const name of names)
    await withLetters(queues, name, async (letters, keep) => {
      const wanted = letters.filter(({ id }) => chosen === null || chosen.has(id));
      // One after the other: the order within a group stays.
      for (const letter of await owned(wanted, mine)) {
        if (await queues.redrive(name, letter)) {
          keep(letter.id);
          redriven.sent.push(letter);
        } else redriven.refused += 1;
      }
      return [];
    });
  return redriven;
}

/** Takes all there is, hands it over, and puts back whatever was not kept, also where something failed. */
async function withLetters<T>(
  queues: OperatedQueues,
  name: string,
  run: (letters: Taken[], keep: (id: string) => void) => Promise<T[]>,
): Promise<T[]> {
  const taken: Taken[] = [];
  const kept = new Set<string>();
  try {
    while (taken.length < MOST_LETTERS) {
      const more = await queues.take(name, AT_A_TIME);
      taken.push(...more);
      if (more.length === 0) break;
    }
    return await run(taken, (id) => kept.add(id));
  } finally {
    await queues.putBack(
      name,
      taken.filter(({ id }) => !kept.has(id)),
    );
  }
}

async function owned<T extends DeadLetter>(letters: readonly T[], mine: Mine): Promise<T[]> {
  const marks = await Promise.all(letters.map((it) => mine(it)));
  return letters.filter((_, at) => marks[at]);
}
