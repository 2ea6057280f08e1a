import { setTimeout as pause } from "node:timers/promises";
import { Invalid, NotFound } from "../../core/errors.ts";
import { type DeadLetter, whatToDo } from "../../core/operations/dead-letter.ts";
import { depths, everything, listLetters, redriveLetters } from "../../core/operations/dead-letters.ts";
import { operatedQueues as queues } from "../../functions/adapters/sqs/operated-queues.ts";
import { type Answer, columns, progress, time } from "./command.ts";

const STEP_MS = 500;

function namesOf(queue: string | undefined): string[] {
  const names = queues.names();
  if (queue === undefined) return names;
  const found = names.find((it) => it.toLowerCase() === queue.toLowerCase());
  if (!found) throw new NotFound(`There is no queue "${queue}". There are ${names.join(", ")}.`);
  return [found];
}

/** What waits, and what was given up. Throws NotFound, Unavailable. */
export async function list(queue?: string): Promise<Answer> {
  const names = namesOf(queue);
  const counted = (await depths({ queues })).filter(({ name }) => names.includes(name));
  const found = await listLetters({ queues }, { names: counted.filter(({ dead }) => dead > 0).map(({ name }) => name), mine: everything });
  const letters = found.map(({ body: _, ...letter }) => ({ ...letter, todo: whatToDo(letter) }));
  const counts = columns([
    ["queue", "waiting", "in flight", "later", "dead"],
    ...counted.map((it) => [it.name, ...[it.waiting, it.inFlight, it.delayed, it.dead].map(String)]),
  ]);
  return { value: { queues: counted, letters }, lines: [...counts, ...letters.flatMap((it) => ["", ...linesOf(it)])] };
}

const linesOf = (letter: DeadLetter): string[] => [
  `${letter.id}  ${letter.queue}  given up ${time(letter.since)} after ${letter.tries} tries${letter.redriven > 0 ? `, redriven ${letter.redriven} times` : ""}`,
  `  ${letter.cause}`,
  `  ${whatToDo(letter)}`,
];

/** One letter with its text. Throws NotFound, and Invalid where several begin like this. */
export async function show(id: string): Promise<Answer> {
  const all = await listLetters({ queues }, { names: queues.names(), mine: everything });
  const [letter, ...more] = all.filter((it) => it.id.startsWith(id));
  if (!letter) throw new NotFound(`No message that was given up has the id "${id}".`);
  if (more.length > 0) throw new Invalid(`${more.length + 1} messages have an id that begins with "${id}".`);
  return { value: letter, lines: [...linesOf(letter), "", letter.body] };
}

type Options = { queue?: string; all?: boolean; watch?: string };

/** Sends them back, and looks for what comes again. Throws Invalid where nobody said which. */
export async function redrive(ids: readonly string[], { queue, all, watch = "15" }: Options): Promise<Answer> {
  if (ids.length === 0 && !all && queue === undefined) throw new Invalid("Say which: ids, --queue, or --all.");
  const seconds = Number(watch);
  if (!(seconds >= 0 && seconds <= 600)) throw new Invalid("--watch takes 0 to 600 seconds.");
  const names = namesOf(queue);
  const chosen = ids.length > 0 ? new Set(ids) : null;
  const { sent, refused } = await redriveLetters({ queues }, { names, mine: everything, chosen });
  const missing = ids.filter((id) => !sent.some((it) => it.id === id));
  const back = seconds > 0 && sent.length > 0 ? await comeBack(sent, seconds) : [];
  const lines = [
    `${sent.length} sent back to ${[...new Set(sent.map((it) => it.queue))].join(", ") || "no queue"}.`,
    ...(refused > 0
      ? [`${refused} only report what a stream gave up, and have no queue: see docs/operations.md, "When a stream gave up".`]
      : []),
    ...missing.map((it) => `${it}: not found, or held by somebody else who looks at it; try again in half a minute.`),
    ...back.flatMap((it) => [`Given up again: ${it.id}  ${it.queue}`, `  ${it.cause}`, `  ${whatToDo(it)}`]),
    ...(sent.length > back.length && seconds > 0 ? [`${sent.length - back.length} did not come back within ${seconds} seconds.`] : []),
  ];
  return { value: { sent: sent.length, refused, missing, back }, lines, failed: missing.length > 0 || back.length > 0 };
}

/** What was sent back and given up again, until all of it was or the queues have nothing left to try. */
async function comeBack(sent: readonly DeadLetter[], seconds: number): Promise<DeadLetter[]> {
  const names = [...new Set(sent.map((it) => it.queue))];
  const ids = new Set(sent.map((it) => it.id));
  const end = Date.now() + 1000 * seconds;
  for (let quiet = 0; ; ) {
    await pause(STEP_MS);
    const counted = (await depths({ queues })).filter(({ name }) => names.includes(name));
    const letters = await listLetters({ queues }, { names, mine: everything });
    const back = letters.filter(({ redrive }) => redrive !== null && ids.has(redrive)).map(({ body: _, ...it }) => it);
    const busy = counted.reduce((sum, it) => sum + it.waiting + it.inFlight + it.delayed, 0);
    // SQS counts late: what is empty twice is empty.
    quiet = busy === 0 ? quiet + 1 : 0;
    if (back.length === sent.length || quiet > 1 || Date.now() >= end) return back;
    progress(`${busy} on their way, ${back.length} given up again`);
  }
}
