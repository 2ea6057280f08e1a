import type { Sandbox } from "./sandbox.ts";

let running: Sandbox | undefined;

/** The sandbox of this process: its pages are handlers like all others, and are given nothing but a request. */
export function current(): Sandbox {
  if (!running) throw new Error("There is no sandbox in this process");
  return running;
}

export const isCurrent = (sandbox: Sandbox): void => {
  running = sandbox;
};
