import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

type Operation = { operationId: string; responses: Record<string, { content?: Record<string, unknown> } | { $ref: string }> };
type Document = { paths: Record<string, Record<string, Operation>> } & Record<string, unknown>;

export const document: Document = JSON.parse(readFileSync("docs/openapi.json", "utf8"));

/** The document with every object shut: what an answer has beside what is said of it is a fault here, whatever clients make of it. */
function shut(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(shut);
  if (typeof node !== "object" || node === null) return node;
  const of = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, shut(value)]));
  const isOpen = of.type === "object" && of.properties !== undefined && of.additionalProperties === undefined;
  return isOpen ? { ...of, additionalProperties: false } : of;
}

const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(shut(document) as object, "api");

const escaped = (part: string): string => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"));

/** The operation that a request meets: of several addresses that fit, the one with most words of its own. */
export function operationOf(method: string, address: string) {
  const path = new URL(address, "http://localhost").pathname;
  const fits = (template: string) => new RegExp(`^${template.replace(/\{\w+\}/g, "[^/]+")}$`).test(path);
  const [template] = Object.keys(document.paths)
    .filter((it) => fits(it) && document.paths[it]?.[method.toLowerCase()])
    .sort((a, b) => a.split("{").length - b.split("{").length);
  if (!template) return null;
  return { template, verb: method.toLowerCase(), operation: document.paths[template]![method.toLowerCase()]! };
}

type Answer = { method: string; address: string; status: number; body: unknown };

/** What of an answer is not as the document says, in words; none where it is. */
export function faultsOf({ method, address, status, body }: Answer): string[] {
  const found = operationOf(method, address);
  if (!found) return ["no such operation"];
  const { template, verb, operation } = found;
  const response = operation.responses[String(status)];
  if (!response) return [`nothing is said of ${status}`];
  const at =
    "$ref" in response
      ? `api${response.$ref}/content/application~1json/schema`
      : `api#/paths/${escaped(template)}/${verb}/responses/${status}/content/application~1json/schema`;
  if (!("$ref" in response) && !response.content) return body === null ? [] : ["a body where none is said"];
  const validate = ajv.getSchema(at);
  if (!validate) throw new Error(`no schema at ${at}`);
  validate(body);
  return (validate.errors ?? []).map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`);
}
