import type { Message } from "./store.ts";

/** Registers a listener for the end of the request, by an answer or by a client that went away. */
export type OnEnd = (listener: () => void) => void;
type Poll = { take: () => Message[]; finish: (messages: Message[]) => void; fail: (error: unknown) => void };
type Waiting = { polls: Set<Poll>; dueAt: number };

export type LongPolls = ReturnType<typeof startLongPolls>;

// How late a delayed message or one whose visibility timeout ran out may reach a waiting receiver.
const TICK_MS = 20;

/**
 * Receivers that wait for messages. They are woken by changes of their queue and, as the clock may be set forward, by looking at it.
 * `nextVisibleAt` is when the queue's next hidden message turns up.
 */
export function startLongPolls(now: () => number, nextVisibleAt: (queue: string) => number | null) {
  const waiting = new Map<string, Waiting>();
  const woken = new Set<string>();

  function serve(queue: string): void {
    const line = waiting.get(queue);
    if (!line) return;
    for (const poll of line.polls) {
      try {
        const messages = poll.take();
        if (messages.length === 0) break;
        poll.finish(messages);
      } catch (error) {
        poll.fail(error);
      }
    }
    line.dueAt = nextVisibleAt(queue) ?? Number.POSITIVE_INFINITY;
  }

  /** Once per turn of the event loop, so that messages sent together are received together. */
  function wake(queue: string): void {
    if (!waiting.has(queue)) return;
    if (woken.size === 0) setImmediate(serveWoken);
    woken.add(queue);
  }

  function serveWoken(): void {
    const queues = [...woken];
    woken.clear();
    for (const queue of queues) serve(queue);
  }

  const ticking = setInterval(() => {
    const time = now();
    for (const [queue, { dueAt }] of waiting) if (dueAt <= time) wake(queue);
  }, TICK_MS);

  return {
    wake,

    /** Takes at once, or as soon as there is something to take; nothing when the time is over or the receiver is gone. */
    poll(queue: string, seconds: number, onEnd: OnEnd, take: () => Message[]): Message[] | Promise<Message[]> {
      const messages = take();
      if (messages.length > 0 || seconds === 0) return messages;
      const { promise, resolve: finish, reject: fail } = Promise.withResolvers<Message[]>();
      const poll = { take, finish, fail };
      const line = waiting.get(queue) ?? { polls: new Set(), dueAt: 0 };
      line.polls.add(poll);
      line.dueAt = nextVisibleAt(queue) ?? Number.POSITIVE_INFINITY;
      waiting.set(queue, line);
      const timer = setTimeout(() => finish([]), seconds * 1000);
      onEnd(() => finish([]));
      return promise.finally(() => {
        clearTimeout(timer);
        line.polls.delete(poll);
        if (line.polls.size === 0 && waiting.get(queue) === line) waiting.delete(queue);
      });
    },

    close(): void {
      clearInterval(ticking);
      for (const { polls } of [...waiting.values()]) for (const poll of [...polls]) poll.finish([]);
    },
  };
}
