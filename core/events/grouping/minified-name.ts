import type { Frame } from "../event.ts";
import type { Family } from "./platform.ts";

/** Where a program runs as a bundler wrote it: pages, and apps that are made of pages. */
const BUNDLED = /^(?:https?|applewebdata|blob|app|capacitor|ionic|tauri):/i;
/** As minifiers name, from the shortest on. Of three characters `pay` and `App` are anybody's own, `eT0` and `a$b` are not. */
const MINIFIED = /^(?:(?:async|new) )?(?:[\w$]{1,2}|[\w$](?=[\w$]?[\dA-Z$_])[\w$]{2})$/;

/**
 * Whether a function, by its name without the receiver, has one that a minifier gave: then another build gives it another, and it says
 * nothing. A frame with its source line is none of theirs, as they write lines of any length.
 */
export const isMinified = (name: string | null, line: string | null, { absPath, filename }: Frame, family: Family): boolean =>
  family === "javascript" && line === null && name !== null && BUNDLED.test(absPath ?? filename ?? "") && MINIFIED.test(name);
