import { existsSync, globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type * as z from "zod";
import type { Route, Topology } from "../topology.ts";
import { type Json, jsonSchema, type Named } from "./json-schema.ts";
import { operation, type Told } from "./operation.ts";
import { readStep } from "./read-step.ts";
import { FAILURES, REFUSALS } from "./refusals.ts";
import { ABOUT, FLOWS, PARAMETERS } from "./words.ts";

/** A module of the code, whose schemas the document is made of. */
const load = (file: string) => import(pathToFileURL(resolve(file)).href);

/**
 * The routes that clients are meant to call. What answers any method only refuses, the answer to OPTIONS is for browsers, and the document
 * describes itself.
 */
export const publicRoutes = ({ routes }: Pick<Topology, "routes">): Route[] =>
  routes.filter(({ method, path }) => path.startsWith("/api/") && !["ANY", "OPTIONS"].includes(method) && !path.endsWith(".json"));

/** The Web API as OpenAPI 3.1 has it, from what infra/ declares, from the schemas that requests go through, and from the flows' answers.ts. */
export async function openApiDocument(topology: Topology): Promise<Json> {
  const named: Named = new Map();
  const routes = publicRoutes(topology);
  const ids = idsOf(routes);
  const told = await toldByStep();
  const paths: Record<string, Json> = {};
  const order = Object.keys(FLOWS);
  const flowOf = ({ step }: Route) => step.split("/")[0] ?? "";
  for (const route of routes.toSorted((a, b) => order.indexOf(flowOf(a)) - order.indexOf(flowOf(b)))) {
    const { method, path } = route;
    const step = readStep(`functions/${route.step}.ts`);
    const of = told.get(route.step);
    const flow = FLOWS[flowOf(route)];
    if (!of || !flow)
      throw new Error(`${route.step}: its flow's answers.ts does not say what it answers, or nobody says what the flow is about`);
    const body = step.body && { name: step.body.name, schema: (await load(step.body.file))[step.body.name] as z.ZodType };
    const id = ids.get(route) ?? "";
    paths[`${path}/`] ??= {};
    paths[`${path}/`]![method.toLowerCase()] = operation({
      id,
      tag: flow.name,
      method,
      path,
      step,
      told: ofMethod(of, method),
      body,
      named,
    });
  }
  const superfluous = [...told.keys()].filter((it) => !routes.some(({ step }) => step === it));
  if (superfluous.length > 0) throw new Error(`answers.ts tells of what is no step of the API: ${superfluous.join(", ")}`);
  for (const it of FAILURES) jsonSchema(it, "output", named);
  const { version, license } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string; license: string };
  return {
    openapi: "3.1.1",
    info: { title: "Lockstep", version, description: ABOUT, license: { name: license, identifier: license } },
    servers: [{ url: "/", description: "Where this document is served" }],
    tags: Object.values(FLOWS),
    paths,
    components: {
      schemas: Object.fromEntries([...named].sort(([a], [b]) => (a < b ? -1 : 1))),
      responses: Object.fromEntries(Object.values(REFUSALS).map(({ name, response }) => [name, response])),
      ...SHARED,
    },
  };
}

const SHARED = {
  parameters: {
    ...Object.fromEntries(
      Object.entries(PARAMETERS).map(([name, description]) => [
        name,
        { name, in: "path", required: true, description, schema: { type: "string" } },
      ]),
    ),
    Cursor: {
      name: "cursor",
      in: "query",
      required: false,
      description: "As the header `Link` of the page before has it",
      schema: { type: "string" },
    },
  },
  headers: {
    Link: {
      description: 'Where other pages are: `<address>; rel="next"; results="true"; cursor="…"`',
      schema: { type: "string" },
    },
  },
  securitySchemes: {
    token: { type: "http", scheme: "bearer", description: "A token of the organization; the scopes that one route needs stand with it" },
    key: {
      type: "apiKey",
      in: "header",
      name: "X-Sentry-Auth",
      description: "`Sentry sentry_key={public key}`; or a DSN in the envelope's header",
    },
    keyInQuery: { type: "apiKey", in: "query", name: "sentry_key", description: "The project's public key" },
  },
};

const ofMethod = (told: ToldOfStep, method: string): Told => (told as Record<string, Told>)[method] ?? (told as Told);
type ToldOfStep = Told | Record<string, Told>;

async function toldByStep(): Promise<Map<string, ToldOfStep>> {
  const told = new Map<string, ToldOfStep>();
  for (const file of globSync("functions/*/answers.ts").sort()) {
    const flow = file.split("/")[1];
    const { answers } = (await load(file)) as { answers: Record<string, ToldOfStep> };
    for (const [step, it] of Object.entries(answers)) {
      if (!existsSync(`functions/${flow}/${step}.ts`)) throw new Error(`${file}: there is no step ${step}`);
      told.set(`${flow}/${step}`, it);
    }
  }
  return told;
}

const camel = (words: string): string => words.replace(/[^A-Za-z]+(\w)/g, (_, letter: string) => letter.toUpperCase());

/** A name for each operation, from its step; where a step answers several, also from what tells them apart. */
function idsOf(routes: readonly Route[]): Map<Route, string> {
  const ids = new Map<Route, string>();
  const taken = new Set<string>();
  for (const route of routes) {
    const { method, path, step } = route;
    const name = camel(step.replace("/web/", "/").replace("/", " "));
    const ofToken = path.includes("{organization}") ? "" : "OfToken";
    const last = camel(` ${path.split("/").findLast((it) => !it.startsWith("{")) ?? ""}`);
    const verb = method.charAt(0) + method.slice(1).toLowerCase();
    const of = path.startsWith("/api/0/projects/") ? "OfProject" : "";
    const wanted = [name, name + ofToken, name + of, name + verb, name + verb + ofToken, name + verb + last, name + verb + last + ofToken];
    const free = wanted.find((it) => !taken.has(it));
    if (!free) throw new Error(`${method} ${path}: no name is left for it`);
    taken.add(free);
    ids.set(route, free);
  }
  return ids;
}
