import type { DeadLetter } from "./dead-letter.ts";

/** Messages as SQS counts them, which is about right and never exact. */
export type QueueDepth = { name: string; waiting: number; inFlight: number; delayed: number; dead: number };

/**
 * A dead letter that nobody else sees until it is put back, sent again, or half a minute is over: it is never lost. `group` is whose order
 * it stands in on a FIFO queue.
 */
export type Taken = DeadLetter & { body: string; receipt: string; group: string | null };

export type OperatedQueues = {
  /** Every queue, also those that report what a stream gave up. */
  names(): string[];
  /** Throws NotFound where the stage has no queue of that name any more. */
  depth(name: string): Promise<QueueDepth>;
  /** Up to `limit` dead letters of a queue, those that SQS gives first. Throws Unavailable. */
  take(name: string, limit: number): Promise<Taken[]>;
  putBack(name: string, letters: readonly Taken[]): Promise<void>;
  /**
   * Sends a letter to the queue that it came from and then takes it away here: killed in between it is there twice, which every worker takes.
   * In its group, after what is there of it. False where its queue takes nothing, as it only reports.
   */
  redrive(name: string, letter: Taken): Promise<boolean>;
};

/** How long messages wait, as the stage was last measured: a minute or more ago. */
export type QueueAges = {
  /** How long the oldest message of each of these queues has waited, in seconds; without those where that is not known. Never throws. */
  oldest(names: readonly string[]): Promise<ReadonlyMap<string, number>>;
};
