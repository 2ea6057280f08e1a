import { type Access, using } from "./access.ts";
import { alarmWhenNotEmpty, alarmWhenOld } from "./alarms.ts";

type Options = {
  fifo?: boolean;
  batch?: number;
  /** How long a batch is gathered. AWS wants a second for more than ten messages. */
  windowSeconds?: number;
  timeoutSeconds?: number;
  /** Six times the timeout unless a message is alone in its batch. */
  visibilitySeconds?: number;
  /** How often a message is tried before it waits in the dead-letter queue. */
  attempts?: number;
  /**
   * At most so many of it at a time: only where it could take what all others run on, by waiting for somebody else. It switches off that AWS
   * polls a quiet queue less.
   */
  atOnce?: number;
  /** The worker sends to its own queue, to go on later. */
  continues?: boolean;
};

type Queue = InstanceType<typeof sst.aws.Queue>;
/** Every queue with where it puts what it gives up; what only reports has no queue of its own. For whoever operates the stage. */
export const operated: { name: string; queue: Queue | null; deadLetters: Queue }[] = [];

const ATTEMPTS = 5;
const KEPT_SECONDS = 14 * 86_400;

/** A queue that keeps what was given up of `subject`, for two weeks, with its alarm. */
export function deadLetterQueue(name: string, subject: string, fifo = false) {
  const queue = new sst.aws.Queue(name, { fifo, transform: { queue: { messageRetentionSeconds: KEPT_SECONDS } } });
  alarmWhenNotEmpty(name, queue, subject);
  return queue;
}

/**
 * A queue and its worker, always with a dead-letter queue, alarms of both, partial batch responses, and a visibility of six times the
 * worker's timeout (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html). Answers what sending to it takes.
 */
export function worker(
  name: string,
  handler: string,
  access: Access,
  {
    fifo = false,
    batch = 10,
    windowSeconds = 0,
    timeoutSeconds = 30,
    visibilitySeconds = 6 * timeoutSeconds,
    attempts = ATTEMPTS,
    atOnce,
    continues = false,
  }: Options = {},
): Access {
  const deadLetters = deadLetterQueue(`${name}DeadLetters`, name, fifo);
  const queue = new sst.aws.Queue(`${name}Queue`, {
    fifo,
    visibilityTimeout: `${visibilitySeconds} seconds`,
    dlq: { queue: deadLetters.arn, retry: attempts },
    // Order and repeats are a ticket's own: then each group of messages has the rate that a FIFO queue has otherwise.
    ...(fifo && { transform: { queue: { deduplicationScope: "messageGroup", fifoThroughputLimit: "perMessageGroupId" } } }),
  });
  operated.push({ name, queue, deadLetters });
  alarmWhenOld(name, queue);
  const own = new sst.Linkable(`${name}Worker`, {
    properties: { url: queue.url, deadLetterUrl: deadLetters.url, maxReceiveCount: attempts },
  });
  const givesUp = { link: [own], permissions: [{ actions: ["sqs:SendMessage"], resources: [deadLetters.arn] }] };
  const sends = {
    link: [new sst.Linkable(name, { properties: { url: queue.url } })],
    permissions: [{ actions: ["sqs:SendMessage"], resources: [queue.arn] }],
  };
  queue.subscribe(
    { handler, timeout: `${timeoutSeconds} seconds`, ...using(access, givesUp, ...(continues ? [sends] : [])) },
    {
      batch: { size: batch, partialResponses: true, ...(windowSeconds > 0 && { window: `${windowSeconds} seconds` }) },
      ...(atOnce && { transform: { eventSourceMapping: { scalingConfig: { maximumConcurrency: atOnce } } } }),
    },
  );
  return sends;
}
