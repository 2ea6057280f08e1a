import { vi } from "vitest";

/** When waiting for something is given up: long after a busy machine has done it. It says that nothing comes, never how fast. */
export const DEADLINE_MS = 60_000;

/** Waits until what is expected in `check` is so. */
export const eventually = <T>(check: () => T | Promise<T>, interval = 20): Promise<T> =>
  vi.waitFor(check, { timeout: DEADLINE_MS, interval });
