import type { Breadcrumb } from "./breadcrumbs.ts";
import type { ErrorEvent, ExceptionValue, Frame } from "./event.ts";
import { messageText } from "./grouping/message-text.ts";
import type { Mechanism } from "./mechanism.ts";
import type { EventRequest } from "./request.ts";

/** What of an event was sent, as the Web API shows it: an entry for each kind that there is. */
export function entriesOf(event: ErrorEvent) {
  const { message, template, request, breadcrumbs } = event;
  const exceptions = messageText(event) === null ? event.exceptions.filter((it) => it.type !== null || it.value !== null) : [];
  const exception = { values: exceptions.map(exceptionOf), excOmitted: null, hasSystemFrames: exceptions.some(hasSystemFrames) };
  const bare = exceptions.length > 0 ? undefined : event.exceptions.findLast((it) => it.frames.length > 0);
  return [
    ...(exceptions.length > 0 ? [{ type: "exception", data: exception }] : []),
    ...(bare ? [{ type: "stacktrace", data: stackOf(bare) }] : []),
    ...(message === null ? [] : [{ type: "message", data: { formatted: message, message: template ?? message, params: [] } }]),
    ...(breadcrumbs.length === 0 ? [] : [{ type: "breadcrumbs", data: { values: breadcrumbs.map(breadcrumbOf) } }]),
    // Clients refuse an event whose request has no valid URL.
    ...(request && URL.canParse(request.url) ? [{ type: "request", data: requestOf(request) }] : []),
  ];
}

const exceptionOf = (exception: ExceptionValue) => ({
  type: exception.type,
  value: exception.value,
  module: exception.module,
  mechanism: exception.mechanism && mechanismOf(exception.mechanism),
  threadId: null,
  stacktrace: exception.frames.length === 0 ? null : stackOf(exception),
  rawStacktrace: null,
});

/** Clients require a type. */
const mechanismOf = ({ type, handled, description, synthetic, id, parentId, isGroup }: Mechanism) => ({
  ...{ type: type ?? "generic", handled, description, synthetic },
  ...{ exception_id: id, parent_id: parentId, is_exception_group: isGroup },
});

const stackOf = (exception: ExceptionValue) => ({
  frames: exception.frames.map(frameOf),
  framesOmitted: null,
  hasSystemFrames: hasSystemFrames(exception),
});

const hasSystemFrames = ({ frames }: ExceptionValue): boolean => frames.some((frame) => !frame.inApp);

const frameOf = (frame: Frame) => {
  const { filename, absPath, module, package: library, function: name, line, column, inApp } = frame;
  const place = { filename, absPath, module, package: library, function: name, lineNo: line, colNo: column, inApp };
  return { ...place, context: sourceOf(frame), vars: null };
};

/** The source around a frame, each line with its number; empty where the SDK sent none. */
export function sourceOf({ line, contextLine, linesBefore, linesAfter }: Frame): [number, string][] {
  if (line === null || contextLine === null) return [];
  const first = line - linesBefore.length;
  return [...linesBefore, contextLine, ...linesAfter].map((text, at) => [first + at, text]);
}

/** What the protocol takes for granted where an SDK leaves it out is said. */
const breadcrumbOf = ({ timestamp, type, level, data, ...it }: Breadcrumb) => ({
  ...it,
  type: type ?? "default",
  level: level ?? "info",
  timestamp: timestamp === null ? null : new Date(timestamp).toISOString(),
  data: Object.keys(data).length === 0 ? null : data,
});

const requestOf = ({ url, method, query, headers, data }: EventRequest) => ({
  ...{ url, method, query, headers, data },
  ...{ fragment: null, cookies: [], env: null, inferredContentType: null, apiTarget: null },
});
