import type { ErrorEvent, Frame } from "../../../core/events/event.ts";

const aFrame = (more: Partial<Frame> = {}): Frame => ({
  filename: null,
  absPath: null,
  module: null,
  package: null,
  function: null,
  line: null,
  column: null,
  contextLine: null,
  platform: null,
  linesBefore: [],
  linesAfter: [],
  mapped: false,
  inApp: true,
  ...more,
});

/** An event with these frames in one exception. */
export const anEvent = (frames: readonly Partial<Frame>[] = [], more: Partial<ErrorEvent> = {}): ErrorEvent => ({
  id: "0".repeat(32),
  timestamp: 0,
  level: "error",
  platform: "python",
  message: null,
  template: null,
  logger: null,
  transaction: null,
  exceptions: [{ type: "Error", value: null, module: null, mechanism: null, frames: frames.map(aFrame) }],
  fingerprint: null,
  checksum: null,
  tags: [],
  request: null,
  user: null,
  release: null,
  dist: null,
  environment: null,
  serverName: null,
  breadcrumbs: [],
  contexts: {},
  extra: {},
  modules: {},
  sdk: null,
  ...more,
});

export const aRequest = (url: string): ErrorEvent["request"] => ({ url, method: null, query: [], headers: [], data: null });
