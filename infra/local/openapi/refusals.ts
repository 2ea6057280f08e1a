import * as z from "zod";
import type { Json } from "./json-schema.ts";
import type { Step } from "./read-step.ts";

/** What every refusal answers. */
const Failure = z
  .object({ detail: z.union([z.string(), z.array(z.string())]).describe("What is wrong, and what to do: a sentence or two") })
  .catchall(z.array(z.string()))
  .meta({
    id: "Failure",
    description: "What every refusal answers. Where fields of the body are wrong, each stands beside `detail` with its messages.",
  });
/** What API Gateway answers by itself, before any code of ours. */
const GatewayFailure = z
  .object({ message: z.string() })
  .meta({ id: "GatewayFailure", description: "What is answered in front of Lockstep." });

export const FAILURES: readonly z.ZodType[] = [Failure, GatewayFailure];

const failure = { "application/json": { schema: { $ref: "#/components/schemas/Failure" } } };
const ours = (description: string, headers?: Json) => ({ description, ...(headers && { headers }), content: failure });
const seconds = { description: "Seconds to wait", schema: { type: "string", pattern: "^\\d+$" } };
const either = (description: string, headers?: Json) => ({
  description,
  ...(headers && { headers }),
  content: {
    "application/json": { schema: { anyOf: [{ $ref: "#/components/schemas/Failure" }, { $ref: "#/components/schemas/GatewayFailure" }] } },
  },
});

/** What any route may answer instead of what was asked for, by status. */
export const REFUSALS: Record<number, { name: string; response: Json }> = {
  400: { name: "Invalid", response: ours("What was sent is wrong, and stays wrong.") },
  401: { name: "Unauthorized", response: ours("Nobody is known by this token or key, or none was sent.") },
  403: { name: "Forbidden", response: ours("The token lacks the scope.") },
  404: { name: "NotFound", response: ours("There is no such thing for whoever asks: another organization's is not there either.") },
  409: { name: "Conflict", response: ours("Somebody else was first.") },
  413: { name: "TooLarge", response: either("The body is too large.") },
  429: {
    name: "TooMany",
    response: either("More than is taken: of the whole API it is said without a header. Wait, then send it again.", {
      "Retry-After": seconds,
    }),
  },
  502: { name: "Rejected", response: ours("Another system, as a tracker, refused what it was asked.") },
  503: {
    name: "Unavailable",
    response: either("Something that is needed is unwell. Nothing is half done: send it again.", { "Retry-After": seconds }),
  },
};

/** Of a project's key: whose bound it is, and for which categories. */
const SENTRY_LIMITS = {
  description: "`seconds:categories:scope`: of what no more is taken for so long",
  schema: { type: "string" },
};

/** The responses of one operation, by status. */
export function refusalsOf({ access }: Step, method: string, path: string): Json {
  const writes = method !== "GET";
  const statuses = [
    ...[400, 401],
    ...(access !== "key" && access.scope !== null ? [403] : []),
    ...(/\{/.test(path) ? [404] : []),
    ...(writes ? [409, 413] : []),
    429,
    // What is about tickets and integrations asks the tracker.
    ...(/integrations?\/|external-issues/.test(path) ? [502] : []),
    503,
  ];
  const responses = Object.fromEntries(statuses.map((it) => [it, { $ref: `#/components/responses/${REFUSALS[it]?.name}` }]));
  if (access !== "key") return responses;
  const limits = { "Retry-After": seconds, "X-Sentry-Rate-Limits": SENTRY_LIMITS };
  return { ...responses, 429: either("More than the key or the project takes.", limits) };
}
