import { readFileSync } from "node:fs";
import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import { openApiDocument, publicRoutes } from "../../infra/local/openapi/document.ts";
import { unpacked } from "../../infra/local/openapi/packed.ts";
import { synthesize } from "../../infra/local/sst.ts";

type Operation = { operationId: string; responses: Record<string, unknown> };
const topology = await synthesize();
const text = readFileSync("docs/openapi.json", "utf8");
const { paths } = JSON.parse(text) as { paths: Record<string, Record<string, Operation>> };
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, it]) => ({ route: `${method.toUpperCase()} ${path}`, ...it })),
);

test("docs/openapi.json is what `npm run docs` writes, and so is what is served", async () => {
  const document = await openApiDocument(topology);
  expect(text).toBe(`${JSON.stringify(document, null, 1)}\n`);
  expect(await unpacked()).toBe(JSON.stringify(document));
});

test("it has every route of the Web API, and none that does not exist", () => {
  const declared = topology.routes.filter(({ path }) => path.startsWith("/api/"));
  expect(operations.map(({ route }) => route).sort()).toEqual(
    publicRoutes(topology)
      .map(({ method, path }) => `${method} ${path}/`)
      .sort(),
  );
  const left = declared.filter((it) => !publicRoutes(topology).includes(it)).map(({ method, path }) => `${method} ${path}`);
  // What refuses whatever is sent, the answers to preflights of browsers, and the document itself.
  expect(left.filter((it) => !/^ANY |^OPTIONS \/api\/\{project_id\}\/|^GET \/api\/0\/openapi\.json$/.test(it))).toEqual([]);
});

test("it is OpenAPI 3.1, by the schema of OpenAPI itself, and no operation has another's name", async () => {
  const { valid, errors } = await new Validator().validate(JSON.parse(text));
  expect(errors ?? []).toEqual([]);
  expect(valid).toBe(true);
  const ids = operations.map((it) => it.operationId);
  expect(ids.filter((it, at) => ids.indexOf(it) !== at)).toEqual([]);
});

test("every reference leads somewhere, and every part is referred to", () => {
  const document = JSON.parse(text) as { components: Record<string, Record<string, unknown>> };
  const referred = new Set([...text.matchAll(/"\$ref": "#\/components\/([^"]+)"/g)].map(([, it = ""]) => it));
  const parts = Object.entries(document.components)
    .filter(([kind]) => kind !== "securitySchemes")
    .flatMap(([kind, all]) => Object.keys(all).map((name) => `${kind}/${name}`));
  expect([...referred].filter((it) => !parts.includes(it))).toEqual([]);
  expect(parts.filter((it) => !referred.has(it))).toEqual([]);
});
