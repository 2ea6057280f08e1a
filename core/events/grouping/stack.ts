import type { Frame } from "../event.ts";
import { frameParts } from "./frame.ts";
import { familyOf } from "./platform.ts";

/** Which frames of a stack count: those of the application, or all. */
export type Variant = "app" | "all";

/** What of a stack takes part in grouping, oldest call first; empty where nothing does. A frame that called itself counts once. */
export function stackParts(frames: readonly Frame[], platform: string, variant: Variant): string[][] {
  const family = (frame: Frame) => familyOf(frame.platform ?? platform);
  const [only] = frames;
  // A script without a name, in no file: what browsers say of errors of another origin.
  if (only && frames.length === 1 && family(only) === "javascript" && only.function === null && !isAddress(only)) return [];
  return frames
    .filter((frame, at) => (variant === "all" || frame.inApp) && !isSame(frame, frames[at - 1]))
    .map((frame) => frameParts(frame, family(frame)))
    .filter((parts) => parts.length > 0);
}

const isAddress = ({ absPath, filename }: Frame): boolean => /^[a-z][a-z0-9+.-]*:/i.test(absPath ?? filename ?? "");

function isSame(a: Frame, b: Frame | undefined): boolean {
  const place = (it: Frame) => [it.absPath, it.package, it.module, it.filename, it.function, it.line, it.column];
  const other = b && place(b);
  return other !== undefined && place(a).every((it, at) => it === other[at]);
}
