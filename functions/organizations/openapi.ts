import { gunzipSync } from "node:zlib";
import { OPENAPI } from "./openapi-packed.ts";

/** As much of JSON Schema as docs/openapi.json uses. */
export type Schema = {
  $ref?: string;
  type?: string | string[];
  description?: string;
  format?: string;
  enum?: (string | number)[];
  const?: unknown;
  default?: unknown;
  items?: Schema;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
};
type Content = Record<string, { schema: Schema }>;
export type Parameter = { name: string; in: string; required: boolean; description?: string; schema: Schema };
export type Operation = {
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  parameters: (Parameter | { $ref: string })[];
  requestBody?: { content: Content };
  responses: Record<string, { description?: string; $ref?: string; content?: Content }>;
  security: Record<string, string[]>[];
};
type OpenApi = {
  info: { description: string; version: string };
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema>; parameters: Record<string, Parameter> };
};

/** docs/openapi.json, packed with gzip and not: most who load this never ask for it. */
export const packed = (): Buffer => Buffer.from(OPENAPI, "base64");
export const plain = (): string => gunzipSync(packed()).toString();

let parsed: OpenApi | undefined;
export function openApi(): OpenApi {
  parsed ??= JSON.parse(plain()) as OpenApi;
  return parsed;
}

/** An operation and where it is; `others`: addresses that mean the same, for the token's own organization. */
export type Route = { method: string; path: string; operation: Operation; others: string[] };

/** The operations of a group, by its tag's name in an address; empty for none. */
export function routesOf(group: string): Route[] {
  const all = Object.entries(openApi().paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
  const own = all.filter(({ operation }) => operation.tags[0]?.toLowerCase() === group);
  const same = ({ operation }: { operation: Operation }) =>
    own.filter((it) => it.operation.operationId === `${operation.operationId}OfToken`);
  return own
    .filter(({ operation }) => !operation.operationId.endsWith("OfToken"))
    .map((it) => ({ ...it, others: same(it).map(({ path }) => path) }));
}

const nameOf = (reference: string): string => reference.split("/").at(-1) ?? "";

/** What a parameter says, wherever that stands. */
export const parameterOf = (it: Parameter | { $ref: string }): Parameter | undefined =>
  "$ref" in it ? openApi().components.parameters[nameOf(it.$ref)] : it;

/** The name and the schema behind a reference. */
export const shapeOf = (schema: Schema): { name: string | null; schema: Schema } => {
  const name = schema.$ref ? nameOf(schema.$ref) : null;
  return { name, schema: (name && openApi().components.schemas[name]) || schema };
};

/** The named schemas that some lead to, each once, in the order in which they are met. */
export function shapesFrom(schemas: readonly Schema[]): string[] {
  const names = new Set<string>();
  const open = [...schemas];
  for (let at = 0; at < open.length; at++) {
    const { name, schema } = shapeOf(open[at]!);
    if (name !== null && names.has(name)) continue;
    if (name !== null) names.add(name);
    const { items, anyOf = [], properties = {}, additionalProperties } = schema;
    const further = typeof additionalProperties === "object" ? [additionalProperties] : [];
    open.push(...(items ? [items] : []), ...anyOf, ...Object.values(properties), ...further);
  }
  return [...names];
}
