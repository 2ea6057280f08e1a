type Entry<T> = { value: Promise<T | null>; until: number };

type Warm<T> = {
  (key: string, read: () => Promise<T | null>): Promise<T | null>;
  /** For what this very process has changed; others find out in their time. */
  forget(key: string): void;
};

const MISS_MS = 5_000;
const ENTRIES = 1_000;

/**
 * Remembers answers while the function is warm: what was found for `milliseconds`, what was not for five seconds at most, failures
 * not at all. Callers at the same time share one request.
 */
export function warm<T>(milliseconds: number): Warm<T> {
  const entries = new Map<string, Entry<T>>();
  const remember = (key: string, read: () => Promise<T | null>) => {
    const known = entries.get(key);
    if (known && known.until > Date.now()) return known.value;
    if (entries.size >= ENTRIES) entries.clear();
    const entry: Entry<T> = { value: read(), until: Date.now() + milliseconds };
    entries.set(key, entry);
    entry.value.then(
      (value) => {
        if (value === null) entry.until = Math.min(entry.until, Date.now() + Math.min(MISS_MS, milliseconds));
      },
      () => entries.delete(key),
    );
    return entry.value;
  };
  return Object.assign(remember, { forget: (key: string) => void entries.delete(key) });
}
