import { html } from "hono/html";
import type { PageReply } from "../edges/page.ts";
import type { Content, Html } from "../views/markup.ts";
import { facts, panel, shell } from "../views/panels.ts";
import { marked } from "./api-document.ts";
import { curlOf, typeOf } from "./api-words.ts";
import { parameterOf, type Route, type Schema, shapeOf, shapesFrom } from "./openapi.ts";

type Group = { slug: string; publicUrl: string; tag: { name: string; description: string }; routes: readonly Route[] };

/** The routes of a group: what each takes, what it answers, and a line to try it with; and the shapes that they lead to. */
export function apiGroupDocument({ slug, publicUrl, tag, routes }: Group): PageReply {
  const shapes = shapesFrom(routes.flatMap(({ operation }) => Object.values(operation.responses).flatMap(schemasOf)));
  return {
    title: `API: ${tag.name}`,
    heading: tag.name,
    trail: [{ name: "API", path: `/settings/${slug}/api/` }],
    here: tag.name,
    about: tag.description,
    main: html`<nav class="panel pad" aria-label="On this page"><ul class="stack tight">${routes.map(
      ({ operation, method, path }) => html`<li><a href="#${operation.operationId}"><code>${method} ${path}</code></a></li>`,
    )}</ul></nav>
${routes.map((it) => route(it, slug, publicUrl))}
${shapes.map((name) => shape(name, shapeOf({ $ref: name }).schema))}`,
  };
}

const schemasOf = ({ content = {} }: { content?: Record<string, { schema: Schema }> }): Schema[] =>
  Object.values(content).map((it) => it.schema);

function route({ method, path, operation, others }: Route, slug: string, publicUrl: string): Html {
  const { operationId, summary, description, parameters, requestBody, responses } = operation;
  const told = parameters.flatMap((it) => parameterOf(it) ?? []);
  const body = requestBody && Object.values(requestBody.content)[0]?.schema;
  const said: [string, Content][] = [
    ...told.filter((it) => it.in === "path").map((it): [string, Content] => [it.name, marked(it.description ?? "")]),
  ];
  const asked = told
    .filter((it) => it.in === "query")
    .map((it): [string, Content] => [
      it.name,
      html`${typeOf(it.schema)}${it.required && ", required"}${it.description && html`. ${marked(it.description)}`}`,
    ]);
  const sent = body ? fieldsOf(shapeOf(body).schema) : [];
  const answers = Object.entries(responses)
    .filter(([status]) => status.startsWith("2"))
    .map(([status, it]): [string, Content] => [status, html`${it.description}${schemasOf(it).map((one) => html`: ${typeOf(one)}`)}`]);
  return panel({
    id: operationId,
    title: html`<code>${method} ${path}</code>`,
    content: html`<div class="pad stack"><p>${marked(summary)} ${marked(description)}</p>${others.map((it) => html`<p class="soft">Also <code>${it}</code></p>`)}
${part("In the address", said)}${part("After the question mark", asked)}${part("In the body", sent)}${part("Answers", answers)}
${shell(curlOf({ method, path, body, security: operation.security }, slug, publicUrl))}</div>`,
  });
}

const part = (title: string, all: readonly (readonly [string, Content])[]): Content =>
  all.length > 0 && html`<h3>${title}</h3>${facts(all)}`;

const fieldsOf = ({ properties = {}, required = [], anyOf = [] }: Schema): [string, Content][] => [
  ...anyOf.map((it): [string, Content] => ["either", typeOf(it)]),
  ...Object.entries(properties).map(([name, it]): [string, Content] => [
    name,
    html`${typeOf(it)}${!required.includes(name) && ", may be left out"}${it.description && html`. ${marked(it.description)}`}`,
  ]),
];

const shape = (name: string, schema: Schema): Html =>
  panel({
    id: `shape-${name}`,
    title: name,
    content: html`<div class="pad stack">${schema.description && html`<p>${marked(schema.description)}</p>`}${facts(fieldsOf(schema))}</div>`,
  });
