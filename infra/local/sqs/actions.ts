import type * as z from "zod";
import { runBatch } from "./batch.ts";
import { batchTooLong, parseInput } from "./errors.ts";
import { inputs } from "./inputs.ts";
import type { LongPolls, OnEnd } from "./long-polls.ts";
import { messageSize } from "./message-attributes.ts";
import { changeVisibility, giveUpExhausted, receive, remove, send } from "./messages.ts";
import { MAX_MESSAGE_BYTES } from "./queue-attributes.ts";
import { arnOf, type Queue, type Queues } from "./queues.ts";
import { toReceived } from "./received-message.ts";
import type { Store } from "./store.ts";

type Action = (input: unknown, onEnd: OnEnd) => object | Promise<object>;
type Parts = { store: Store; queues: Queues; polls: LongPolls; now: () => number; urlOf: (queue: string) => string };

/** The SQS API by the names of its actions. What an action wrote is committed before it answers. */
export function createActions({ store, queues, polls, now, urlOf }: Parts): Map<string, Action> {
  /** An action that is one transaction. */
  const action =
    <S extends z.ZodType>(schema: S, run: (input: z.output<S>) => object): Action =>
    (input) => {
      const parsed = parseInput(schema, input);
      return store.transaction(() => run(parsed));
    };
  /** The same on one queue, whose waiting receivers then look again. */
  const onQueue = <S extends z.ZodType<{ QueueUrl: string }>>(schema: S, run: (queue: Queue, input: z.output<S>) => object): Action =>
    action(schema, (input) => {
      const queue = queues.get(input.QueueUrl);
      const output = run(queue, input);
      polls.wake(queue.name);
      return output;
    });

  const receiveMessage: Action = async (raw, onEnd) => {
    const input = parseInput(inputs.ReceiveMessage, raw);
    const queue = queues.get(input.QueueUrl);
    const visibility = input.VisibilityTimeout ?? Number(queue.attributes.VisibilityTimeout);
    const wait = input.WaitTimeSeconds ?? Number(queue.attributes.ReceiveMessageWaitTimeSeconds);
    const take = () =>
      store.transaction(() => {
        const deadLetters = giveUpExhausted(store, queue, now());
        if (deadLetters !== null) polls.wake(deadLetters);
        return receive(store, queue, input.MaxNumberOfMessages, visibility, now());
      });
    const messages = await polls.poll(queue.name, wait, onEnd, take);
    return messages.length > 0 ? { Messages: messages.map((message) => toReceived(message, queue, input)) } : {};
  };

  return new Map(
    Object.entries({
      CreateQueue: action(inputs.CreateQueue, ({ QueueName, Attributes, tags }) => ({
        QueueUrl: urlOf(queues.create(QueueName, Attributes, tags, now()).name),
      })),
      GetQueueUrl: action(inputs.GetQueueUrl, ({ QueueName }) => ({ QueueUrl: urlOf(queues.get(QueueName).name) })),
      ListQueues: action(inputs.ListQueues, ({ QueueNamePrefix }) => {
        const names = queues.all().map(({ name }) => name);
        return { QueueUrls: names.filter((name) => name.startsWith(QueueNamePrefix)).map(urlOf) };
      }),
      GetQueueAttributes: action(inputs.GetQueueAttributes, ({ QueueUrl, AttributeNames }) => {
        const attributes = Object.entries(allAttributes(store, queues.get(QueueUrl), now()));
        const asked = attributes.filter(([name]) => AttributeNames.includes("All") || AttributeNames.includes(name));
        return { Attributes: Object.fromEntries(asked) };
      }),
      SetQueueAttributes: onQueue(inputs.SetQueueAttributes, (queue, { Attributes }) => {
        queues.setAttributes(queue, Attributes, now());
        return {};
      }),
      ListQueueTags: action(inputs.queue, ({ QueueUrl }) => ({ Tags: queues.get(QueueUrl).tags })),
      TagQueue: onQueue(inputs.TagQueue, (queue, { Tags }) => {
        queues.setTags(queue, { ...queue.tags, ...Tags });
        return {};
      }),
      UntagQueue: onQueue(inputs.UntagQueue, (queue, { TagKeys }) => {
        const kept = Object.entries(queue.tags).filter(([key]) => !TagKeys.includes(key));
        queues.setTags(queue, Object.fromEntries(kept));
        return {};
      }),
      PurgeQueue: onQueue(inputs.queue, (queue) => {
        store.purge(queue.name);
        return {};
      }),
      DeleteQueue: onQueue(inputs.queue, (queue) => {
        queues.remove(queue);
        return {};
      }),
      ReceiveMessage: receiveMessage,
      SendMessage: onQueue(inputs.SendMessage, (queue, message) => send(store, queue, message, now())),
      SendMessageBatch: onQueue(inputs.batch, (queue, { Entries }) => {
        const size = Entries.reduce((sum, { MessageBody }) => sum + messageSize(String(MessageBody ?? ""), {}), 0);
        if (size > MAX_MESSAGE_BYTES) throw batchTooLong(MAX_MESSAGE_BYTES, size);
        return runBatch(Entries, (entry) => send(store, queue, parseInput(inputs.outgoing, entry), now()));
      }),
      DeleteMessage: onQueue(inputs.DeleteMessage, (queue, { ReceiptHandle }) => {
        remove(store, queue, ReceiptHandle, now());
        return {};
      }),
      DeleteMessageBatch: onQueue(inputs.batch, (queue, { Entries }) =>
        runBatch(Entries, (entry) => {
          remove(store, queue, parseInput(inputs.deletion, entry).ReceiptHandle, now());
          return {};
        }),
      ),
      ChangeMessageVisibility: onQueue(inputs.ChangeMessageVisibility, (queue, { ReceiptHandle, VisibilityTimeout }) => {
        changeVisibility(store, queue, ReceiptHandle, VisibilityTimeout, now());
        return {};
      }),
      ChangeMessageVisibilityBatch: onQueue(inputs.batch, (queue, { Entries }) =>
        runBatch(Entries, (entry) => {
          const { ReceiptHandle, VisibilityTimeout } = parseInput(inputs.visibility, entry);
          changeVisibility(store, queue, ReceiptHandle, VisibilityTimeout, now());
          return {};
        }),
      ),
    }),
  );
}

function allAttributes(store: Store, queue: Queue, now: number): Record<string, string> {
  const counts = store.counts(queue.name, now);
  return {
    ...queue.attributes,
    QueueArn: arnOf(queue.name),
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modifiedAt / 1000)),
    ApproximateNumberOfMessages: String(counts.visible),
    ApproximateNumberOfMessagesNotVisible: String(counts.inFlight),
    ApproximateNumberOfMessagesDelayed: String(counts.delayed),
  };
}
