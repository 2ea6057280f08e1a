import type { ExceptionValue, Frame, StoredEvent } from "./event.ts";
import { messageText } from "./grouping/message-text.ts";

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** An event as lists of the Web API show it. Ids are text. */
export function eventSummary({ event, ...stored }: StoredEvent) {
  return {
    id: event.id,
    eventID: event.id,
    groupID: String(stored.groupId),
    projectID: String(stored.projectId),
    "event.type": stored.type,
    title: stored.title,
    message: event.message ?? "",
    culprit: stored.culprit,
    location: stored.metadata.filename ?? null,
    metadata: stored.metadata,
    platform: event.platform,
    tags: event.tags.map(([key, value]) => ({ key, value })),
    user: null,
    crashFile: null,
    dateCreated: iso(event.timestamp),
  };
}

/** An event as the Web API shows it alone: with what was sent, as entries. */
export function eventDetail(stored: StoredEvent) {
  const { event } = stored;
  return {
    ...eventSummary(stored),
    type: stored.type,
    level: event.level,
    logger: event.logger,
    release: event.release === null ? null : { version: event.release },
    environment: event.environment,
    fingerprints: event.fingerprint ?? [],
    dateReceived: iso(stored.receivedAt),
    entries: entriesOf(stored),
    contexts: {},
    errors: [],
    ...NOT_KEPT,
  };
}

/** What clients require of an event and is not kept of it. */
const NOT_KEPT = {
  size: null,
  dist: null,
  sdk: {},
  context: {},
  packages: {},
  occurrence: null,
  _meta: {},
  userReport: null,
  sdkUpdates: [],
  resolvedWith: [],
  nextEventID: null,
  previousEventID: null,
};

/** What a list answers for each event, by its `full` parameter. */
export const listedAs = (full: string | null) => (full === "true" || full === "1" ? eventDetail : eventSummary);

function entriesOf({ event }: StoredEvent) {
  const { message, template, request } = event;
  const exceptions = messageText(event) === null ? event.exceptions.filter((it) => it.type !== null || it.value !== null) : [];
  const exception = { values: exceptions.map(exceptionOf), excOmitted: null, hasSystemFrames: exceptions.some(hasSystemFrames) };
  const bare = exceptions.length > 0 ? undefined : event.exceptions.findLast((it) => it.frames.length > 0);
  return [
    ...(exceptions.length > 0 ? [{ type: "exception", data: exception }] : []),
    ...(bare ? [{ type: "stacktrace", data: stackOf(bare) }] : []),
    ...(message === null ? [] : [{ type: "message", data: { formatted: message, message: template ?? message, params: null } }]),
    // Clients refuse an event whose request has no valid URL.
    ...(request && URL.canParse(request.url) ? [{ type: "request", data: { url: request.url, method: null } }] : []),
  ];
}

const exceptionOf = (exception: ExceptionValue) => ({
  type: exception.type,
  value: exception.value,
  module: exception.module,
  mechanism: null,
  stacktrace: exception.frames.length === 0 ? null : stackOf(exception),
});

const stackOf = (exception: ExceptionValue) => ({
  frames: exception.frames.map(frameOf),
  framesOmitted: null,
  hasSystemFrames: hasSystemFrames(exception),
});

const hasSystemFrames = ({ frames }: ExceptionValue): boolean => frames.some((frame) => !frame.inApp);

const frameOf = ({ filename, absPath, module, package: library, function: name, line, column, contextLine, inApp }: Frame) => ({
  ...{ filename, absPath, module, package: library, function: name, lineNo: line, colNo: column, inApp },
  context: line === null || contextLine === null ? [] : [[line, contextLine]],
  vars: null,
});
