import { AsyncLocalStorage } from "node:async_hooks";

const looking = new AsyncLocalStorage<true>();
/** Says that a request only looks, as the sandbox's pages do again and again. */
export const LOOKS = { "x-sandbox-looks": "1" } as const;

/** Leaves out of what this process prints what functions say of requests that only look: `npm start` is read by people. */
export function quietWhileLooking(): void {
  const { stdout } = process;
  const write = stdout.write.bind(stdout) as (chunk: string | Uint8Array, ...more: never[]) => boolean;
  stdout.write = (chunk: string | Uint8Array, ...more: never[]) =>
    (looking.getStore() && typeof chunk === "string" && chunk.includes('"level":"info"')) || write(chunk, ...more);
}

export function around<T>({ url = "", headers }: { url?: string | undefined; headers: object }, run: () => T): T {
  return url.startsWith("/__local/") || "x-sandbox-looks" in headers ? looking.run(true, run) : run();
}
