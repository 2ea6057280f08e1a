import type { Privacy } from "../projects/privacy.ts";

/** In place of a value that is not kept. */
export const FILTERED = "[Filtered]";

const SECRET =
  /pass(?:wor[dt]|wd|phrase)|\bpwd\b|_pwd|secret|token|api[-_]?key|auth(?!or(?!i[sz])|enticated)|credential|private[-_]?key|cookie|session[-_]?id|csrf|xsrf|bearer/i;

/** Whether the value under such a name is a secret, whatever a project wants, or one that it does not want to be kept. */
export function isSensitive(name: string, { sensitiveFields }: Privacy): boolean {
  if (SECRET.test(name)) return true;
  const folded = name.toLowerCase();
  return sensitiveFields.some((it) => folded.includes(it.toLowerCase()));
}

/** A text without credentials of HTTP, those before the host of an address, and secrets in its query, wherever in it they stand. */
export const withoutCredentials = (text: string): string =>
  text
    .replace(/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${FILTERED}`)
    .replace(/\b([a-z][\w+.-]{0,20}:\/\/)[^/@\s]{1,256}@/gi, "$1")
    .replace(/([?&]([\w.[\]-]{1,64})=)[^&#\s"']+/g, (found, lead: string, name: string) => (SECRET.test(name) ? lead + FILTERED : found));
