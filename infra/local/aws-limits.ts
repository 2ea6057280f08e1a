/** What AWS refuses, or takes and then does otherwise than one would think. The recorder holds infra/ to it, the graph tests what SST made of infra/. */

/** Quotas of a new account, none of which has to be raised to deploy. */
export const QUOTAS = {
  /** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
  routesOfApi: 300,
  integrationsOfApi: 300,
  /** An HTTP API gives up on an integration after 30 s. */
  integrationSeconds: 30,
  operationName: 64,
  /** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: resource-based policy and environment, in bytes. */
  functionPolicy: 20_480,
  environment: 4_096,
  /** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: all inline policies of a role, without blanks. */
  rolePolicies: 10_240,
  rolesOfAccount: 1_000,
  /** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html: headers in a cache policy's key. */
  cacheKeyHeaders: 10,
  functionCode: 10_240,
} as const;

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "ANY"];
const SEGMENT = /^(?:\{[A-Za-z0-9._-]+\+?\}|[A-Za-z0-9._~%!$&'()*+,;=:@-]+)$/;

/**
 * Why API Gateway does not take that route key, or null: a method and a path of whole segments, a greedy one at its end only, no slash
 * at the end (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html).
 */
export function routeKeyFault(routeKey: string): string | null {
  if (routeKey === "$default") return null;
  const [method = "", path = "", ...rest] = routeKey.split(" ");
  if (!METHODS.includes(method) || rest.length > 0) return "begins with no method, or has a blank in its path";
  if (path === "/") return null;
  if (!path.startsWith("/")) return "has no path";
  if (path.endsWith("/")) return "ends in a slash";
  const segments = path.slice(1).split("/");
  if (!segments.every((it) => SEGMENT.test(it))) return "has a segment that is empty, or neither a text nor one parameter";
  if (segments.slice(0, -1).some((it) => it.endsWith("+}"))) return "goes on after a greedy parameter";
  const names = segments.filter((it) => it.startsWith("{")).map((it) => it.replace(/[{+}]/g, ""));
  return new Set(names).size < names.length ? "has a parameter twice" : null;
}

/**
 * Why requests would not reach the code as they are sent: an API whose CORS is configured, even with nothing in it, answers preflights
 * itself and drops our headers (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html).
 */
export const corsFault = (configuration: unknown): string | null =>
  configuration === undefined ? null : "answers preflights itself: its CORS configuration is not absent";

/** Why nobody hears of it: an alarm without an action changes its colour and no more. */
export const alarmFault = ({ alarmActions }: { alarmActions?: unknown[] }): string | null =>
  alarmActions?.length ? null : "has no action, so nobody is told";

/**
 * Why a small account does not take the function: reserving leaves others less than the 100 that AWS wants unreserved, and a new account has
 * 10 in all (https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html).
 */
export const concurrencyFault = (reserved: number | undefined): string | null =>
  reserved === undefined || reserved < 0 ? null : "reserves concurrency, which a small account cannot give";

/** Two routes that match the same requests are one for API Gateway: the names of parameters do not count. */
export const sameRoute = (routeKey: string): string => routeKey.replace(/\{[^}+]+(\+?)\}/g, "{$1}");
