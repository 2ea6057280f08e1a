import { invalidParameter, queueDoesNotExist, queueNameExists } from "./errors.ts";
import { checkAttributes, defaultAttributes, isFifo, type QueueAttributes, type Redrive, redriveOf } from "./queue-attributes.ts";
import type { QueueRow, Store } from "./store.ts";

export const ACCOUNT = "000000000000";
export const arnOf = (queue: string): string => `arn:aws:sqs:us-east-1:${ACCOUNT}:${queue}`;

export type Queue = Omit<QueueRow, "attributes"> & {
  fifo: boolean;
  /** Only what was set. */
  set: QueueAttributes;
  /** With the defaults. */
  attributes: QueueAttributes;
  redrive: Redrive | null;
};
export type Queues = ReturnType<typeof openQueues>;

/** The queues by name. Held in memory, because every request reads one; each change is stored at once. */
export function openQueues(store: Store) {
  const queues = new Map(store.queues().map((row) => [row.name, load(row)]));

  function put(row: QueueRow): Queue {
    const queue = load(row);
    store.putQueue(row);
    queues.set(queue.name, queue);
    return queue;
  }

  /** Of any URL or ARN that ends in the queue's name. */
  function get(address: string): Queue {
    const queue = queues.get(address.split(/[/:]/).at(-1) ?? "");
    if (!queue) throw queueDoesNotExist();
    return queue;
  }

  return {
    get,
    all: (): Queue[] => [...queues.values()],

    /** Creates the queue or answers the one that is there, unless an attribute given differs from what it has. */
    create(name: string, attributes: QueueAttributes, tags: Record<string, string>, now: number): Queue {
      if (!/^[\w-]{1,80}$|^[\w-]{1,75}\.fifo$/.test(name))
        throw invalidParameter("QueueName", "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
      if (isFifo(name) !== (attributes.FifoQueue === "true"))
        throw invalidParameter("QueueName", "A FIFO queue has FifoQueue true and a name that ends in .fifo.");
      const existing = queues.get(name);
      if (existing) {
        const different = Object.keys(attributes).find((key) => attributes[key] !== existing.attributes[key]);
        if (different) throw queueNameExists(different);
        return existing;
      }
      checkAttributes(name, attributes, (other) => queues.has(other));
      return put({ name, attributes, tags, createdAt: now, modifiedAt: now });
    },

    /** An empty policy takes the policy away. */
    setAttributes(queue: Queue, attributes: QueueAttributes, now: number): void {
      checkAttributes(queue.name, attributes, (other) => queues.has(other));
      const merged = Object.entries({ ...queue.set, ...attributes }).filter(([, value]) => value !== "");
      put({ ...queue, attributes: Object.fromEntries(merged), modifiedAt: now });
    },

    setTags(queue: Queue, tags: Record<string, string>): void {
      put({ ...queue, attributes: queue.set, tags });
    },

    remove(queue: Queue): void {
      store.dropQueue(queue.name);
      queues.delete(queue.name);
    },
  };
}

function load(row: QueueRow): Queue {
  return {
    ...row,
    fifo: isFifo(row.name),
    set: row.attributes,
    attributes: { ...defaultAttributes(row.name), ...row.attributes },
    redrive: redriveOf(row.attributes),
  };
}
