import type * as z from "zod";
import { type Json, jsonSchema, type Named } from "./json-schema.ts";
import type { Step } from "./read-step.ts";
import { refusalsOf } from "./refusals.ts";
import { PARAMETERS } from "./words.ts";

/** What a flow's answers.ts says of a step, of one method where a step has several with answers of their own. */
export type Told = { query?: Record<string, z.ZodType>; body?: Record<string, z.ZodType> } & { [status: number]: z.ZodType | null };

type Input = { id: string; tag: string; method: string; path: string; step: Step; told: Told; body: Body | null; named: Named };
/** What a request's body goes through, by its name in the code. */
export type Body = { name: string; schema: z.ZodType };

const STATUSES: Record<number, string> = {
  200: "What was asked for",
  201: "What was made",
  202: "It is taken up, and done soon",
  204: "It is done, or there was nothing to do",
  208: "All of it was known before",
};

/** One operation of the document. Throws for what has no words. */
export function operation({ id, tag, method, path, step, told, body, named }: Input): Json {
  const { query = {}, body: bodies, ...answers } = told;
  const content = (all: Record<string, z.ZodType>, io: "input" | "output") =>
    Object.fromEntries(Object.entries(all).map(([type, it]) => [type, { schema: jsonSchema(it, io, named) }]));
  const responses = Object.entries(answers).map(([status, answer]) => {
    const description = STATUSES[Number(status)];
    if (!description) throw new Error(`${method} ${path}: nobody says what ${status} means`);
    const headers = step.links ? { headers: { Link: { $ref: "#/components/headers/Link" } } } : {};
    return [status, { description, ...headers, ...(answer && { content: content({ "application/json": answer }, "output") }) }];
  });
  return {
    operationId: id,
    tags: [tag],
    ...saidOf(step),
    parameters: [...inPath(path), ...Object.entries(query).map(([name, it]) => inQuery(name, it, named)), ...paging(step)],
    ...(bodies && { requestBody: { required: true, content: content(bodies, "input") } }),
    ...(body && { requestBody: { required: true, content: { "application/json": { schema: namedBody(body, named) } } } }),
    responses: { ...Object.fromEntries(responses), ...refusalsOf(step, method, path) },
    security:
      step.access === "key" ? [{ key: [] }, { keyInQuery: [] }] : [{ token: step.access.scope === null ? [] : [step.access.scope] }],
  };
}

/** The first sentence of what the step says, and then the others and who may. */
function saidOf({ about, access, sometimes }: Step): Json {
  const [, summary = about, more = ""] = /^(.*?\.) (.*)$/s.exec(about) ?? [];
  const scope = access !== "key" && (access.scope === null ? "Any token may." : `The token needs the scope \`${access.scope}\`.`);
  const who = scope || "Whoever has the project's key, which stands in its DSN. Pages of any origin may send.";
  return { summary, description: [more, who, ...sometimes.map((it) => `For some of it \`${it}\` is needed.`)].join(" ").trim() };
}

function inPath(path: string): Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => {
    if (!PARAMETERS[name]) throw new Error(`${path}: nobody says what ${name} is`);
    return { $ref: `#/components/parameters/${name}` };
  });
}

function inQuery(name: string, type: z.ZodType, named: Named): Json {
  const { description, ...schema } = jsonSchema(type, "input", named);
  const isList = schema.type === "array";
  return {
    ...{ name, in: "query", required: !type.safeParse(undefined).success },
    ...(description !== undefined && { description }),
    schema,
    // Repeated, as `id=1&id=2`.
    ...(isList && { style: "form", explode: true }),
  };
}

function paging({ page, links }: Step): Json[] {
  if (page === null) return [];
  const { usual, most } = page;
  const schema = { type: "integer", minimum: 1, default: usual };
  const many = { name: "per_page", in: "query", required: false, description: `How many at once: ${most} at most`, schema };
  return links ? [many, { $ref: "#/components/parameters/Cursor" }] : [many];
}

/** A body has the name of its schema in the code; an answer of the same name would be another thing. */
function namedBody({ name, schema }: Body, named: Named): Json {
  const said = jsonSchema(schema, "input", named);
  const known = named.get(name);
  if (known && JSON.stringify(known) !== JSON.stringify(said)) throw new Error(`${name} is the name of two schemas`);
  named.set(name, said);
  return { $ref: `#/components/schemas/${name}` };
}
