import type { RedisValue } from "js-redis-server/core";

type Json = string | number | null | Json[];
export type Reply = { result: Json } | { error: string };

/** One command's reply as the REST API writes it. With `base64`, text is encoded, save the plain OK of commands like SET. */
export function toReply(value: RedisValue, base64: boolean): Reply {
  if (value.kind === "error") return { error: errorText(value) };
  if (value.kind === "simple-string" && value.value === "OK") return { result: "OK" };
  return { result: toJson(value, base64) };
}

export const errorText = (error: { code?: string; message: string }): string =>
  error.code ? `${error.code} ${error.message}` : error.message;

function toJson(value: RedisValue, base64: boolean): Json {
  const text = (content: string | Buffer) => (base64 ? Buffer.from(content).toString("base64") : content.toString());
  const list = (items: RedisValue[]) => items.map((item) => toJson(item, base64));
  switch (value.kind) {
    case "simple-string":
    case "verbatim":
      return text(value.value);
    case "bulk-string":
      return value.value === null ? null : text(value.value);
    case "integer":
      return Number(value.value);
    case "boolean":
      return value.value ? 1 : 0;
    case "double":
      return text(formatDouble(value.value));
    case "big-number":
      return text(value.value.toString());
    case "array":
    case "set":
    case "push":
      return list(value.items);
    case "map":
    case "flat-pairs":
      return list(value.entries.flat());
    case "map-pairs":
      return value.entries.map((pair) => list(pair));
    case "null":
    case "null-array":
      return null;
    case "error":
      return text(errorText(value));
  }
}

function formatDouble(value: number): string {
  if (Number.isFinite(value)) return String(value);
  if (Number.isNaN(value)) return "nan";
  return value > 0 ? "inf" : "-inf";
}
