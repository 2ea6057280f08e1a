export type WithLocks = <T>(ids: readonly string[], run: () => Promise<T>) => Promise<T>;

/** Mutual exclusion by id. Everyone takes the ids in the same order, so that nobody waits in a circle. */
export function createKeyLocks(): WithLocks {
  const tails = new Map<string, Promise<void>>();

  async function acquire(id: string): Promise<() => void> {
    const previous = tails.get(id);
    const { promise, resolve } = Promise.withResolvers<void>();
    tails.set(id, promise);
    await previous;
    return () => {
      if (tails.get(id) === promise) tails.delete(id);
      resolve();
    };
  }

  return async (ids, run) => {
    const releases: (() => void)[] = [];
    for (const id of [...new Set(ids)].sort()) releases.push(await acquire(id));
    try {
      return await run();
    } finally {
      for (const release of releases) release();
    }
  };
}
