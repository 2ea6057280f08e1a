import { crashFrame } from "./crash-frame.ts";
import type { Description, ErrorEvent, ExceptionValue, Frame } from "./event.ts";
import { countedExceptions } from "./grouping/exceptions.ts";
import { messageText } from "./grouping/message-text.ts";
import { familyOf } from "./grouping/platform.ts";
import { asText } from "./untrusted.ts";

const UNLABELED = "<unlabeled event>";

/** Title, culprit and metadata as clients show them: "Error: boom", or the first line of a message. At most 256 and 200 characters. */
export function describe(event: ErrorEvent): Description {
  const exception = titleException(countedExceptions(event));
  if (!exception || messageText(event) !== null) return describeMessage(event);
  const thrown = event.exceptions.findLast((it) => it.frames.length > 0);
  const frame = crashFrame(exception.frames.length > 0 ? [exception] : thrown ? [thrown] : []);
  const synthetic = exception.mechanism?.synthetic === true;
  return {
    type: "error",
    title: exceptionTitle(synthetic ? { ...exception, type: frame?.function ?? "<unknown>" } : exception),
    culprit: culpritOf(event, synthetic ? undefined : frame),
    metadata: exceptionMetadata(synthetic ? { ...exception, type: null } : exception, frame),
    ...described(event),
  };
}

const described = ({ logger, exceptions }: ErrorEvent) => ({ logger, unhandled: exceptions.some((it) => it.mechanism?.handled === false) });

/** Only a frame that is known to be of the application says where a message was written: the last one of all is its logging library. */
function describeMessage(event: ErrorEvent): Description {
  const title = firstLine(event.message ?? event.exceptions.at(-1)?.value ?? "", 256) || UNLABELED;
  const frame = crashFrame(event.exceptions);
  return { type: "default", title, culprit: culpritOf(event, frame?.inApp ? frame : undefined), metadata: { title }, ...described(event) };
}

/** RxJava, which wraps whatever nobody handled. */
const WRAPPER = /^(?:OnErrorNotImplemented|Composite|Undeliverable)Exception$/;
const RECOVERED = "There was an error during concurrent rendering but React was able to recover";

/** The outermost, without what only wraps another one. */
function titleException(exceptions: readonly ExceptionValue[]): ExceptionValue | undefined {
  const typed = exceptions.filter((it) => it.type !== null);
  const wraps = (it: ExceptionValue) => WRAPPER.test(it.type ?? "") || it.value?.startsWith(RECOVERED);
  return typed.findLast((it) => !wraps(it)) ?? typed.at(-1);
}

const exceptionTitle = ({ type, value }: ExceptionValue): string => {
  const line = firstLine(value ?? "", 100);
  return (line ? `${type}: ${line}` : String(type)).slice(0, 256);
};

function exceptionMetadata({ type, value }: ExceptionValue, frame: Frame | undefined): Record<string, string> {
  const fields = { type, value, filename: frame?.filename, function: frame?.function };
  return Object.fromEntries(Object.entries(fields).filter((field): field is [string, string] => typeof field[1] === "string"));
}

const culpritOf = ({ transaction, platform, request }: ErrorEvent, frame: Frame | undefined): string =>
  (transaction ?? (frame ? place(frame, platform) : (request?.url ?? ""))).slice(0, 200);

const place = ({ module, filename, function: name }: Frame, platform: string): string => {
  const file = module ?? filename ?? "?";
  const family = familyOf(platform);
  if (family === "native") return name ?? "?";
  return family === "javascript" ? `${name ?? "?"}(${file})` : `${file} in ${name ?? "?"}`;
};

const firstLine = (text: string, length: number): string => asText(text.trim().split(/[\r\n]/, 1)[0], length) ?? "";
