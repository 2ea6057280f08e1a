import type { ExceptionValue, Frame } from "./event.ts";
import { sizeOf } from "./kept-json.ts";
import { asLine, asList } from "./untrusted.ts";

const AROUND = 5;
const LENGTH = 256;

/** Five lines before and after that of a frame, 256 characters of each; blank ones are empty. */
export const linesBefore = (sent: unknown): string[] => asList(sent).slice(-AROUND).map(lineOf);
export const linesAfter = (sent: unknown): string[] => asList(sent).slice(0, AROUND).map(lineOf);

const lineOf = (sent: unknown): string => asLine(sent, LENGTH) ?? "";

/** Exceptions with the lines around their frames as far as `bytes` of JSON hold them, from the frame where it failed on. */
export function keepLines(exceptions: readonly ExceptionValue[], bytes: number): ExceptionValue[] {
  let left = bytes;
  const kept = (frame: Frame): Frame => {
    const { linesBefore, linesAfter } = frame;
    if (linesBefore.length + linesAfter.length === 0) return frame;
    left -= sizeOf([linesBefore, linesAfter]);
    return left >= 0 ? frame : { ...frame, linesBefore: [], linesAfter: [] };
  };
  const fromLast = <T>(all: readonly T[], of: (it: T) => T): T[] => all.toReversed().map(of).reverse();
  return fromLast(exceptions, (it) => ({ ...it, frames: fromLast(it.frames, kept) }));
}
