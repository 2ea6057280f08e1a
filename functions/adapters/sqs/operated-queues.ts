import { type Message, QueueDoesNotExist } from "@aws-sdk/client-sqs";
import { Resource } from "sst";
import { NotFound, Unavailable } from "../../../core/errors.ts";
import { NO_VERDICT, subjectOf } from "../../../core/operations/dead-letter.ts";
import type { OperatedQueues, Taken } from "../../../core/operations/ports.ts";
import { sqs } from "./client.ts";
import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from "./commands.ts";

/** How long a letter that is looked at is nobody else's. It is put back long before; this is for a process that is killed. */
const HELD_SECONDS = 30;

const COUNTS = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed"] as const;

export const operatedQueues: OperatedQueues = {
  names: () => Resource.Queues.all.map(({ name }) => name).sort(),

  async depth(name) {
    const { url, deadLetterUrl } = queueOf(name);
    const [waiting, dead] = await Promise.all([url === "" ? [0, 0, 0] : counts(url), counts(deadLetterUrl)]);
    const [visible = 0, inFlight = 0, delayed = 0] = waiting;
    // A letter that somebody looks at is one too.
    return { name, waiting: visible, inFlight, delayed, dead: (dead[0] ?? 0) + (dead[1] ?? 0) };
  },

  async take(name, limit) {
    const { deadLetterUrl: QueueUrl } = queueOf(name);
    const { Messages = [] } = await orUnavailable(
      sqs.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: limit,
          VisibilityTimeout: HELD_SECONDS,
          WaitTimeSeconds: 0,
          MessageSystemAttributeNames: ["All"],
          MessageAttributeNames: ["All"],
        }),
      ),
    );
    return Messages.map((it) => letterOf(name, it));
  },

  async putBack(name, letters) {
    const { deadLetterUrl: QueueUrl } = queueOf(name);
    for (let at = 0; at < letters.length; at += 10) {
      const Entries = letters.slice(at, at + 10).map(({ receipt }, n) => ({ Id: String(n), ReceiptHandle: receipt, VisibilityTimeout: 0 }));
      // Not put back means visible again half a minute after it was taken.
      await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries })).catch(() => {});
    }
  },

  async redrive(name, { id, body, receipt, group, redriven }) {
    const { url: QueueUrl, deadLetterUrl } = queueOf(name);
    if (QueueUrl === "") return false;
    const command = new SendMessageCommand({
      QueueUrl,
      MessageBody: body,
      // Another id than it had: within five minutes SQS would take it for the one that was given up, and drop it. Done twice it is the same.
      ...(group !== null && { MessageGroupId: group, MessageDeduplicationId: id }),
      MessageAttributes: {
        redrive: { DataType: "String", StringValue: id },
        redriven: { DataType: "Number", StringValue: String(redriven + 1) },
      },
    });
    await orUnavailable(sqs.send(command));
    await orUnavailable(sqs.send(new DeleteMessageCommand({ QueueUrl: deadLetterUrl, ReceiptHandle: receipt })));
    return true;
  },
};

function queueOf(name: string) {
  const queue = Resource.Queues.all.find((it) => it.name === name);
  if (!queue) throw new NotFound(`There is no queue "${name}".`);
  return queue;
}

async function counts(QueueUrl: string): Promise<number[]> {
  const { Attributes = {} } = await orUnavailable(sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...COUNTS] })));
  return COUNTS.map((name) => Number(Attributes[name] ?? 0));
}

function letterOf(
  queue: string,
  { MessageId = "", Body = "", ReceiptHandle = "", Attributes = {}, MessageAttributes = {} }: Message,
): Taken {
  const said = (name: string): string | undefined => MessageAttributes[name]?.StringValue;
  return {
    id: MessageId,
    queue,
    cause: said("cause") ?? NO_VERDICT,
    tries: Number(said("received") ?? 0),
    redriven: Number(said("redriven") ?? 0),
    redrive: said("redrive") ?? null,
    since: Number(Attributes.SentTimestamp ?? 0),
    subject: subjectOf(Body),
    body: Body,
    receipt: ReceiptHandle,
    group: Attributes.MessageGroupId ?? null,
  };
}

async function orUnavailable<T>(request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (cause) {
    if (cause instanceof QueueDoesNotExist) throw new NotFound("The queue is not there any more.");
    throw new Unavailable("The queue", undefined, { cause });
  }
}
