import type { Frame } from "../event.ts";
import type { Family } from "./platform.ts";

const FROM_THE_WEB = /^(?:https?|applewebdata|blob):/i;
const NO_FILE = new Set(["<anonymous>", "[native code]"]);

/**
 * The name of a frame's file without its directories, in lower case; null where it says nothing. The name of a file that came from a web
 * address says which build or which page it was, not where in the program; directories say which release or which machine.
 */
export function fileName({ filename, absPath }: Pick<Frame, "filename" | "absPath">, family: Family): string | null {
  const sent = filename ?? absPath;
  if (sent === null || NO_FILE.has(sent) || FROM_THE_WEB.test(absPath ?? filename ?? "")) return null;
  const base = baseName(family === "javascript" ? sent.replace(/[?#].*$/s, "") : sent);
  const name = family === "javascript" ? withoutBuildHash(base) : family === "java" ? base.replace(/_\$\$_.*$/s, "_$$$$") : base;
  return name.toLowerCase() || null;
}

/** What follows the last slash of either kind. */
export const baseName = (path: string): string => path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);

const HEX = /^(?:[0-9a-f]{4,64}|[0-9A-F]{4,64})$/;
/** As bundlers write eight characters of Base64 or Base32. */
const EIGHT = /^(?=.*\d)(?=.*[A-Z])[\w-]{8}$/;

/** `main-1a2b.js` and `index-BkS3dF9a.js` are `main.js` and `index.js`: builds that differ are one file. `page-404.js` stays. */
export function withoutBuildHash(name: string): string {
  const [stem = "", ...extensions] = name.split(".");
  const kept = extensions.filter((it, at) => at === extensions.length - 1 || !isHash(it));
  const hashed = [/^(.+)-(.{8})$/, /^(.+)-([^-]+)$/].map((shape) => shape.exec(stem)).find((it) => it && isHash(it[2]!));
  return [hashed?.[1] ?? stem, ...kept].join(".");
}

const isHash = (text: string): boolean => (HEX.test(text) && /\d/.test(text) && /[a-f]/i.test(text)) || EIGHT.test(text);
