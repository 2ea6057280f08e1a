import type { ExceptionValue, Frame } from "./event.ts";

/** Where the last exception came from: its last frame of the application, or else its last; undefined without a stack. */
export function crashFrame(exceptions: readonly ExceptionValue[]): Frame | undefined {
  const frames = exceptions.at(-1)?.frames;
  return frames?.findLast((frame) => frame.inApp) ?? frames?.at(-1);
}
