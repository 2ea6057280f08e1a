import { html } from "hono/html";
import type { Content } from "../views/markup.ts";
import { type Operation, type Schema, shapeOf } from "./openapi.ts";

const WORDS: Record<string, string> = { string: "text", integer: "whole number", number: "number", boolean: "true or false", null: "null" };

/** What a schema takes, in a few words; a named one is a link to its shape on the page. */
export function typeOf(schema: Schema): Content {
  const { $ref, type, items, anyOf, properties, additionalProperties } = schema;
  if ($ref) {
    const { name } = shapeOf(schema);
    return html`<a href="#shape-${name}">${name}</a>`;
  }
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`;
  if (schema.enum) return joined(schema.enum.map((it) => html`<code>${it}</code>`));
  if (anyOf) return joined(anyOf.map(typeOf));
  if (Array.isArray(type)) return type.map((it) => WORDS[it] ?? it).join(" or ");
  if (type === "array") return html`list of ${items ? typeOf(items) : "anything"}`;
  if (schema.format === "date-time") return "time";
  if (properties)
    return html`object with ${joined(
      Object.keys(properties).map((it) => html`<code>${it}</code>`),
      "and",
    )}`;
  if (type === "object") return html`by name: ${typeof additionalProperties === "object" ? typeOf(additionalProperties) : "anything"}`;
  return WORDS[type ?? ""] ?? "anything";
}

const joined = (all: readonly Content[], word = "or"): Content =>
  html`${all.map((it, at) => html`${at > 0 && (at === all.length - 1 ? ` ${word} ` : ", ")}${it}`)}`;

/** A body that would be taken: what it has to have, or the first of what it may. */
export function sampleOf(given: Schema): unknown {
  const { schema } = shapeOf(given);
  const { type, properties = {}, required = [], anyOf, items } = schema;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (anyOf) return sampleOf(anyOf[0] ?? {});
  if (type === "array") return items ? [sampleOf(items)] : [];
  if (type === "integer" || type === "number") return 1;
  if (type === "boolean") return true;
  if (type !== "object") return "…";
  const names = required.length > 0 ? required : Object.keys(properties).slice(0, 1);
  return Object.fromEntries(names.map((it) => [it, sampleOf(properties[it] ?? {})]));
}

type Asked = { method: string; path: string; body: Schema | undefined; security: Operation["security"] };

/** A line for a shell: the organization is filled in, what else is in braces is for whoever sends it. */
export function curlOf({ method, path, body, security }: Asked, slug: string, publicUrl: string): string {
  const isByKey = security.some((it) => "key" in it);
  const address = `${publicUrl}${path.replace("{organization}", slug)}${isByKey ? "?sentry_key={key}" : ""}`;
  return [
    "curl",
    ...(method === "GET" ? [] : [`-X ${method}`]),
    ...(isByKey ? [] : ['-H "Authorization: Bearer $TOKEN"']),
    ...(body ? [`-H "Content-Type: application/json" -d '${JSON.stringify(sampleOf(body))}'`] : []),
    `'${address}'`,
  ].join(" ");
}
