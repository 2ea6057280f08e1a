import type { Frame } from "../event.ts";
import type { Family } from "./platform.ts";

const READ_FOR = new Set<Family>(["javascript", "python", "php", "ruby"]);
/** Longer lines are minified code, which changes with every build. */
const MAX = 120;
const WEB = /^(?:https?|applewebdata|blob|file):/i;
/** A process started by multiprocessing says which pipes it was given. */
const SPAWN = /\bspawn_main\(/;

/**
 * The source line of a frame, blanks collapsed: what tells two handlers without a name in one file apart, and two places in one function.
 * Null for platforms whose SDKs do not send it, for lines of more than 120 characters, and for the markup of a page.
 */
export function sourceLine({ contextLine, absPath, filename, function: name }: Frame, family: Family): string | null {
  if (contextLine === null || contextLine.length > MAX || !READ_FOR.has(family)) return null;
  if (family === "javascript" && name === null && WEB.test(absPath ?? filename ?? "")) return null;
  const line = contextLine.trim().replace(/\s+/g, " ");
  const spawned = family === "python" && filename === "<string>" && SPAWN.test(line);
  return (spawned ? line.replace(/\d+/g, "<number>") : line) || null;
}
