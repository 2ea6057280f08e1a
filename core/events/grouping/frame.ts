import type { Frame } from "../event.ts";
import { fileName } from "./file-name.ts";
import { functionName } from "./function-name.ts";
import { isMinified } from "./minified-name.ts";
import { moduleName } from "./module-name.ts";
import type { Family } from "./platform.ts";
import { sourceLine } from "./source-line.ts";

/** Frames of a browser's engine: some browsers list them and some do not. */
const ENGINE = new Set(["[native code]", "native code", "eval code", "<anonymous>"]);

/** Frames that come and go with versions of a compiler, a runtime or an agent, in any stack. */
const PLUMBING: { family: Family; function?: RegExp; path?: RegExp; module?: RegExp }[] = [
  { family: "javascript", path: /(?:^|\/)(?:@babel|core-js|regenerator-runtime|tslib|newrelic)\// },
  { family: "javascript", path: /logrocket/i },
  { family: "javascript", function: /^(?:process\.)?(?:processTicksAndRejections|runMicrotasks|queueMicrotask|nextTick)$/ },
  { family: "java", module: /^io\.sentry\./ },
  { family: "native", function: /^(?:_?pthread_start|thread_start|start_thread|_*clone\d?|BaseThreadInitThunk|RtlUserThreadStart)$/ },
  { family: "native", function: /^(?:_sigtramp|__restore_rt|__kernel_rt_sigreturn|_*malloc_zone_\w+|szone_\w+|tiny_\w+)$/ },
];

/**
 * What of a frame takes part in grouping, in this order: module, or else file; function; source line. Line and column never do. Empty
 * for a frame that says nothing.
 */
export function frameParts(frame: Frame, family: Family): string[] {
  const name = functionName(frame.function, family);
  if (isPlumbing(frame, family) || (family === "javascript" && (name === "eval" || ENGINE.has(frame.absPath ?? "")))) return [];
  const module = moduleName(frame, family);
  const file = module === null ? fileName(frame, family) : null;
  const line = sourceLine(frame, family);
  // What a source map gives is the line; the name is that of the minified code, or a guess.
  const isGiven = (frame.mapped && family === "javascript" && line !== null) || isMinified(name, line, frame, family);
  const parts = { module, file, function: isGiven ? null : name, line };
  return Object.entries(parts).flatMap(([part, value]) => (value === null ? [] : [`${part}:${value}`]));
}

/** Whether all that told a function from others was a name that changes with every build. */
export const hasMinifiedName = (frame: Frame, family: Family): boolean =>
  isMinified(functionName(frame.function, family), sourceLine(frame, family), frame, family);

const isPlumbing = (frame: Frame, family: Family): boolean =>
  PLUMBING.some((rule) => {
    if (rule.family !== family) return false;
    const path = frame.absPath ?? frame.filename ?? "";
    return (
      (rule.path ?? ANY).test(path) && (rule.function ?? ANY).test(frame.function ?? "") && (rule.module ?? ANY).test(frame.module ?? "")
    );
  });
const ANY = /^/;
