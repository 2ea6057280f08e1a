import { type Access, using } from "./access.ts";
import { alarmWhenNotEmpty } from "./alarms.ts";

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
  /** The worker sends to its own queue, to go on later. */
  continues?: boolean;
};

type Queue = InstanceType<typeof sst.aws.Queue>;
/** Every queue with where it puts what it gives up; what only reports has no queue of its own. For whoever operates the stage. */
export const operated: { name: string; queue: Queue | null; deadLetters: Queue }[] = [];

const ATTEMPTS = 5;
const KEPT_SECONDS = 14 * 86_400;

/** A queue that keeps what was given up, for two weeks, with its alarm. */
export function deadLetterQueue(name: string, fifo = false) {
  const queue = new sst.aws.Queue(name, { fifo, transform: { queue: { messageRetentionSeconds: KEPT_SECONDS } } });
  alarmWhenNotEmpty(name, queue);
  return queue;
}

/**
 * A queue and its worker, always with a dead-letter queue, its alarm, partial batch responses, and a visibility of six times the
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
    continues = false,
  }: Options = {},
): Access {
  const deadLetters = deadLetterQueue(`${name}DeadLetters`, fifo);
  const queue = new sst.aws.Queue(`${name}Queue`, {
    fifo,
    visibilityTimeout: `${visibilitySeconds} seconds`,
    dlq: { queue: deadLetters.arn, retry: attempts },
  });
  operated.push({ name, queue, deadLetters });
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
    { batch: { size: batch, partialResponses: true, ...(windowSeconds > 0 && { window: `${windowSeconds} seconds` }) } },
  );
  return sends;
}
