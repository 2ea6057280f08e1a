import type { ExceptionValue, Frame } from "./event.ts";
import { isInApp } from "./in-app.ts";
import { readMechanism } from "./mechanism.ts";
import { linesAfter, linesBefore } from "./source-lines.ts";
import { asLine, asList, asNumber, asRecord, asText, asValues, type Untrusted } from "./untrusted.ts";

const MAX_EXCEPTIONS = 30;

/**
 * The chain of exceptions with their stacks, outermost last. A stack that came apart from them (of the message, or of the crashing
 * thread: behaviour §5.9 "Frames") is kept with the last exception, or alone where there is none. Of a longer stack `maxFrames` are kept.
 */
export function readExceptions(payload: Untrusted, maxFrames: number): ExceptionValue[] {
  const platform = asText(payload.platform, 64) ?? "other";
  const framesOf = (stacktrace: unknown) => readFrames(stacktrace, maxFrames, platform);
  const sent = payload.exception ?? payload["sentry.interfaces.Exception"];
  const listed = asValues(sent);
  const chain = listed.length > 0 ? listed : [sent];
  const exceptions = chain.slice(-MAX_EXCEPTIONS).flatMap((it) => readException(asRecord(it), framesOf));
  if (exceptions.some((it) => it.frames.length > 0)) return exceptions;
  const frames = framesOf(payload.stacktrace ?? crashingThread(payload).stacktrace);
  if (frames.length === 0) return exceptions;
  const last = exceptions.pop() ?? { type: null, value: null, module: null, mechanism: null };
  return [...exceptions, { ...last, frames }];
}

function readException(it: Untrusted, framesOf: (stacktrace: unknown) => Frame[]): ExceptionValue[] {
  const exception = {
    type: asText(it.type, 256),
    value: asText(it.value, 2048) ?? thrownMessage(it.value),
    module: asText(it.module, 256),
    mechanism: readMechanism(it.mechanism),
    frames: framesOf(it.stacktrace),
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

const readFrames = (stacktrace: unknown, maxFrames: number, platform: string): Frame[] =>
  keepEnds(asList(asRecord(stacktrace).frames), maxFrames).map((it) => readFrame(asRecord(it), platform));

function readFrame(it: Untrusted, platform: string): Frame {
  const frame = {
    filename: asText(it.filename, 512),
    absPath: asText(it.abs_path, 512),
    module: asText(it.module, 256),
    package: asText(it.package, 256),
    function: asText(it.function, 256),
    line: asNumber(it.lineno),
    column: asNumber(it.colno),
    contextLine: asLine(it.context_line, 256),
    platform: asText(it.platform, 64),
    mapped: asRecord(it.data).sourcemap !== undefined,
  };
  const inApp = isInApp(frame, it.in_app === true, platform);
  const around = inApp && frame.line !== null && frame.contextLine !== null;
  return { ...frame, inApp, linesBefore: around ? linesBefore(it.pre_context) : [], linesAfter: around ? linesAfter(it.post_context) : [] };
}

/** The first and the last ones: where a run began and where it failed say more than the middle of a recursion. */
function keepEnds<T>(all: T[], limit: number): T[] {
  if (all.length <= limit) return all;
  const first = Math.floor(limit / 2);
  return [...all.slice(0, first), ...all.slice(all.length - (limit - first))];
}
