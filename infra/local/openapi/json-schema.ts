import * as z from "zod";

export type Json = { [name: string]: unknown };

/** Schemas of a document that are met by name, as they are found. */
export type Named = Map<string, Json>;

/** A zod schema as one of JSON (draft 2020-12, as OpenAPI 3.1 has it): of what is sent, or of what is answered. What has an id goes into `named`. */
export function jsonSchema(schema: z.ZodType, io: "input" | "output", named: Named): Json {
  // Within another: the schema itself may have a name.
  const { properties, $defs = {} } = z.toJSONSchema(z.object({ it: schema }), { io, unrepresentable: "any" }) as {
    properties: Json;
    $defs?: Json;
  };
  for (const [name, it] of Object.entries($defs)) named.set(name, tidy(it) as Json);
  return tidy(properties.it) as Json;
}

/** A pattern of this many characters says less to people than the format beside it. */
const LONG = 100;

/** Without what tells readers nothing, and open for fields to come: who reads an answer leaves out what it does not know. */
function tidy(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(tidy);
  if (typeof node !== "object" || node === null) return node;
  const entries = Object.entries(node as Json).filter(([name, value]) => {
    if (name === "id" || name === "propertyNames" || (name === "additionalProperties" && value === false)) return false;
    if (name === "pattern") return typeof value !== "string" || value.length < LONG;
    return !((name === "minimum" || name === "maximum") && Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER);
  });
  return Object.fromEntries(entries.map(([name, value]) => [name, tidyMember(name, value)]));
}

function tidyMember(name: string, value: unknown): unknown {
  if (name === "$ref" && typeof value === "string") return value.replace("#/$defs/", "#/components/schemas/");
  // Fields are named as they are: one may be called `pattern` or `id`.
  if (name === "properties") return Object.fromEntries(Object.entries(value as Json).map(([field, it]) => [field, tidy(it)]));
  return tidy(value);
}
