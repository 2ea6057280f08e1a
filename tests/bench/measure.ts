import { type ChildProcess, fork } from "node:child_process";

/** As long as the secret of a stage has to be. */
export const REDIS_TOKEN = "bench-token";

export const child = (file: string): ChildProcess =>
  fork(new URL(file, import.meta.url), { stdio: ["ignore", "ignore", "inherit", "ipc"] });
export const answerOf = <T>(from: ChildProcess): Promise<T> => new Promise((resolve) => from.once("message", (it) => resolve(it as T)));

/** Microseconds of this process's CPU that `run` takes, for each of `count`. */
export async function cpuEach(count: number, run: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** `3.1 (2.9 to 3.4)`: the median and its range. */
export const spread = (values: readonly number[], digits = 1): string =>
  `${median(values).toFixed(digits)} (${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)})`;
