import type { ExceptionValue, Frame } from "./event.ts";
import { asList, asRecord, asText, asValues, type Untrusted } from "./untrusted.ts";

const MAX_EXCEPTIONS = 10;

/**
 * The chain of exceptions with their stacks, outermost last. A stack that came apart from them (of the message, or of the crashing
 * thread: behaviour §5.9 "Frames") is kept with the last exception, or alone where there is none. Of a longer stack `maxFrames` are kept.
 */
export function readExceptions(payload: Untrusted, maxFrames: number): ExceptionValue[] {
  const sent = payload.exception ?? payload["sentry.interfaces.Exception"];
  const listed = asValues(sent);
  const chain = listed.length > 0 ? listed : [sent];
  const exceptions = chain.slice(-MAX_EXCEPTIONS).flatMap((it) => readException(asRecord(it), maxFrames));
  if (exceptions.some((it) => it.frames.length > 0)) return exceptions;
  const frames = readFrames(payload.stacktrace ?? crashingThread(payload).stacktrace, maxFrames);
  if (frames.length === 0) return exceptions;
  const last = exceptions.pop() ?? { type: null, value: null, module: null };
  return [...exceptions, { ...last, frames }];
}

function readException(it: Untrusted, maxFrames: number): ExceptionValue[] {
  const exception = {
    type: asText(it.type, 256),
    value: asText(it.value, 2048) ?? thrownMessage(it.value),
    module: asText(it.module, 256),
    frames: readFrames(it.stacktrace, maxFrames),
  };
  const empty = exception.type === null && exception.value === null && exception.frames.length === 0;
  return empty ? [] : [exception];
}

/** Some SDKs send a thrown object as it is: its own message is what there is to say. */
const thrownMessage = (value: unknown): string | null => asText(asRecord(value).message, 2048);

function crashingThread(payload: Untrusted): Untrusted {
  const threads = asValues(payload.threads).map(asRecord);
  const only = (flagged: Untrusted[]) => (flagged.length === 1 ? flagged[0] : undefined);
  return only(threads) ?? only(threads.filter((it) => it.crashed === true)) ?? only(threads.filter((it) => it.current === true)) ?? {};
}

function readFrames(stacktrace: unknown, maxFrames: number): Frame[] {
  return keepEnds(asList(asRecord(stacktrace).frames), maxFrames).map((it) => readFrame(asRecord(it)));
}

const readFrame = (it: Untrusted): Frame => ({
  filename: asText(it.filename, 512),
  absPath: asText(it.abs_path, 512),
  module: asText(it.module, 256),
  function: asText(it.function, 256),
  line: Number.isSafeInteger(it.lineno) ? (it.lineno as number) : null,
  inApp: it.in_app === true,
});

/** The first and the last ones: where a run began and where it failed say more than the middle of a recursion. */
function keepEnds<T>(all: T[], limit: number): T[] {
  if (all.length <= limit) return all;
  const first = Math.floor(limit / 2);
  return [...all.slice(0, first), ...all.slice(all.length - (limit - first))];
}
