import type { Privacy } from "../projects/privacy.ts";
import { parseJson } from "./json.ts";
import { type Json, keepJson, sizeOf } from "./kept-json.ts";
import { FILTERED, isSensitive, withoutCredentials } from "./privacy.ts";
import { asList, asRecord, asText } from "./untrusted.ts";

/** The request that ended in the error. */
export type EventRequest = {
  /** Without credentials, query and fragment. */
  url: string;
  method: string | null;
  query: [name: string, value: string][];
  /** No cookies and no credentials. */
  headers: [name: string, value: string][];
  data: Json;
};

const MOST_PAIRS = 50;
const PAIRS_BYTES = 8192;
const BODY = { bytes: 8192, depth: 5 };
const ADDRESSES = /^(?:x-)?forwarded(?:-for)?$|-ip$|^(?:cf|true|fastly)-.*ip$/i;

/** Null where no address was sent. Of the query, of the headers and of the body 8 KB at most. */
export function readRequest(sent: unknown, privacy: Privacy): EventRequest | null {
  const it = asRecord(sent);
  const [address = "", search = ""] = (asText(it.url, 4096) ?? "").split("#", 1)[0]!.split(/\?(.*)/s);
  const url = asText(withoutCredentials(address), 2048);
  if (url === null) return null;
  const headers = readPairs(it.headers).filter(
    ([name]) => !isSensitive(name, privacy) && !(privacy.scrubIPAddresses && ADDRESSES.test(name)),
  );
  return {
    url,
    method: asText(it.method, 16)?.toUpperCase() ?? null,
    query: readPairs(it.query_string ?? search).map(filtered(privacy)),
    headers: headers.map(([name, value]) => [name, withoutCredentials(value)]),
    data: keepJson(readBody(it.data), BODY, privacy),
  };
}

/** As text of a query, as pairs, or as an object; 50 at most. */
function readPairs(sent: unknown): [string, string][] {
  const parsed = typeof sent === "string" ? [...new URLSearchParams(sent.slice(0, PAIRS_BYTES))] : sent;
  const pairs = Array.isArray(parsed) ? parsed : Object.entries(asRecord(parsed));
  const kept: [string, string][] = [];
  let left = PAIRS_BYTES;
  for (const it of pairs.slice(0, MOST_PAIRS)) {
    const [name, value] = asList(it);
    const [key, text] = [asText(name, 128), asText(Array.isArray(value) ? value[0] : value, 1024) ?? ""];
    if (key === null) continue;
    left -= sizeOf([key, text]);
    if (left < 0) break;
    kept.push([key, text]);
  }
  return kept;
}

const filtered =
  (privacy: Privacy) =>
  ([name, value]: [string, string]): [string, string] => [name, isSensitive(name, privacy) ? FILTERED : withoutCredentials(value)];

/** Text that is JSON or a form becomes what it says: there secrets have names. */
function readBody(sent: unknown): unknown {
  if (typeof sent !== "string") return sent ?? null;
  if (/^\s*[[{]/.test(sent)) return readJson(sent);
  if (/^[\w.[\]%+-]+=/.test(sent)) return Object.fromEntries(readPairs(sent));
  return sent;
}

/** An SDK may have cut it off: then nobody can tell what is secret in it. */
function readJson(text: string): unknown {
  try {
    return parseJson(new TextEncoder().encode(text), "The body");
  } catch {
    return FILTERED;
  }
}
