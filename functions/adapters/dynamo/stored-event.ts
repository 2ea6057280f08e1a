import type { ErrorEvent, ExceptionValue, Frame } from "../../../core/events/event.ts";

/** A stored field is paid for by its name, also where there is nothing in it, and a stack has a dozen of them a frame. */
const NOTHING: Frame = {
  ...{ filename: null, absPath: null, module: null, package: null, function: null, line: null, column: null },
  ...{ contextLine: null, platform: null, mapped: false, inApp: false },
};

type Kept = Omit<ErrorEvent, "exceptions"> & { exceptions: (Omit<ExceptionValue, "frames"> & { frames: Partial<Frame>[] })[] };

/** The event with frames of what they have. */
export const toStored = (event: ErrorEvent): Kept => ({
  ...event,
  exceptions: event.exceptions.map((it) => ({ ...it, frames: it.frames.map(what) })),
});

/** The event as it was. */
export const fromStored = (kept: Kept): ErrorEvent => ({
  ...kept,
  exceptions: kept.exceptions.map((it) => ({ ...it, frames: it.frames.map((frame) => ({ ...NOTHING, ...frame })) })),
});

const what = (frame: Frame): Partial<Frame> =>
  Object.fromEntries(Object.entries(frame).filter(([field, value]) => value !== NOTHING[field as keyof Frame]));
