import type { Invoke } from "../../../infra/local/invoke.ts";
import { randomOf } from "../sync-world/random.ts";
import { invoked } from "./invocation.ts";
import { type Delivery, IN_ORDER } from "./plan.ts";

type Item = { eventSource?: string; messageId?: string; attributes?: { MessageGroupId?: string }; dynamodb?: { SequenceNumber?: string } };
type Batch = { Records: Item[] };
export type Delivered = { fn: Parameters<Invoke>[0]; event: Batch };

/** How often one message comes back for no reason of its own: its queue gives it up after five times and more. */
const MOST = 2;

/** What stands between queues, stream and the functions that they start. */
export function newDeliveries() {
  let how: Delivery = IN_ORDER;
  let random = randomOf(0);
  let kept: Delivered[] | null = null;
  const returned = new Map<string, number>();
  let run: Invoke | null = null;

  const often = (percent: number) => random() * 100 < percent;
  const idOf = (it: Item) => it.messageId ?? it.dynamodb?.SequenceNumber ?? "";
  const isPatient = ({ Records }: Batch) => Records.every((it) => (returned.get(idOf(it)) ?? 0) < MOST);
  function comesBack({ Records }: Batch): never {
    for (const it of Records) returned.set(idOf(it), (returned.get(idOf(it)) ?? 0) + 1);
    throw new Error("as planned: delivered again");
  }

  async function deliver(invoke: Invoke, fn: Delivered["fn"], event: Batch): Promise<unknown> {
    const isStream = event.Records[0]?.eventSource === "aws:dynamodb";
    if (isStream && how.dead) return { batchItemFailures: [] };
    kept?.push({ fn, event });
    if (often(how.later) && isPatient(event)) comesBack(event);
    const isOrdered = isStream || event.Records.some((it) => it.attributes?.MessageGroupId !== undefined);
    const given = how.shuffled && !isOrdered ? { Records: shuffled(event.Records, random) } : event;
    const result = await invoked(fn.name, () => invoke(fn, given));
    if (often(how.repeated)) await invoked(fn.name, () => invoke(fn, given)).catch(() => null);
    if (often(how.unacknowledged) && isPatient(event)) comesBack(event);
    return result;
  }

  return {
    /** Stands around every function. */
    invoking: (invoke: Invoke): Invoke => {
      run = invoke;
      return (fn, event) => {
        const isBatch = Array.isArray((event as Partial<Batch> | null)?.Records);
        return isBatch ? deliver(invoke, fn, event as Batch) : invoked(fn.name, () => invoke(fn, event));
      };
    },
    /** From now on so, until it is said otherwise. Answers what was delivered since. */
    suffer: (delivery: Delivery, seed: number): Delivered[] => {
      [how, random, kept] = [delivery, randomOf(seed), []];
      returned.clear();
      return kept;
    },
    /** In order, each once. */
    mend: (): void => {
      [how, kept] = [IN_ORDER, null];
    },
    /** What a schedule starts, now; it has its next time where it fails. */
    start: async (fn: Delivered["fn"]): Promise<void> => void (await run?.(fn, {}).catch(() => null)),
    /** Delivers all of it once more, the last first. */
    again: async (all: readonly Delivered[]): Promise<void> => {
      for (const { fn, event } of [...all].reverse()) await run?.(fn, event);
    },
  };
}

function shuffled<T>(all: readonly T[], random: () => number): T[] {
  const rest = [...all];
  return all.map(() => rest.splice(Math.floor(random() * rest.length), 1)[0]!);
}
