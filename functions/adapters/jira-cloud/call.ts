import type * as z from "zod";
import { isNearLimit, limitOf } from "../../../core/jira-cloud/limit.ts";
import { errorDetails, errorsByField } from "../../../core/jira-server/error-details.ts";
import { JiraFailure } from "../../../core/jira-server/failure.ts";
import type { FailureKind, FailureScope } from "../../../core/trackers/failure.ts";
import { now } from "../clock.ts";
import { isPage, notJira, shaped, timed } from "../jira-server/answer.ts";
import { canonical } from "../jira-server/authorization.ts";
import { type Answer, send } from "../jira-server/transport.ts";
import { log } from "../log.ts";
import { holds } from "../redis/holds.ts";
import type { WayIn } from "./way-in.ts";

/** `kind` names what is asked in the same way, `ticket` whose ticket it is: Jira limits both. */
export type Call = {
  method?: string;
  path: string;
  query?: Record<string, string>;
  json?: unknown;
  kind: string;
  ticket?: string;
};

/** Where it is asked: the way in, and the place whose limits count. */
export type Place = { way: WayIn; place: string };

const NEAR_MS = 60_000;
const ALL = "all";
const NEAR = "near";
const keysOf = ({ method = "GET", kind, ticket }: Call) => ({
  tracker: ALL,
  request: `${method} ${kind}`,
  ticket: `ticket ${ticket ?? "none"}`,
});

/**
 * Asks a REST path, unless Jira asked anybody to wait with it. What takes no answer of a person's away gives way when little is left
 * (`spare`). Throws JiraFailure for everything but a 2xx of data.
 */
export async function call(at: Place, asked: Call, { spare = false } = {}): Promise<Answer> {
  const { way, place } = at;
  const { method = "GET", path, query, json } = asked;
  await refuseHeld(at, asked, spare);
  const url = canonical(`${way.base}${path}`, query);
  const authorization = await way.authorize(method, url);
  const body = json === undefined ? undefined : JSON.stringify(json);
  const headers = {
    ...{ accept: "application/json", "user-agent": "Lockstep" },
    ...(authorization !== "" && { authorization }),
    ...(body !== undefined && { "content-type": "application/json" }),
    ...(method !== "GET" && { "content-length": String(Buffer.byteLength(body ?? "")) }),
  };
  const sent = (headers: Record<string, string>) =>
    counted(send({ method, url, headers, verifySsl: true, ...(body !== undefined && { body }) }));
  const first = await sent(headers);
  const answer = first.status === 401 && way.instead ? await sent({ ...headers, authorization: await way.instead(authorization) }) : first;
  if (isNearLimit(headerOf(answer))) await holds.put(place, NEAR, { until: now() + NEAR_MS, milliseconds: NEAR_MS });
  if (answer.status < 200 || answer.status > 299) throw await failureOf(at, asked, answer);
  if (isPage(answer)) throw notJira(hostOf(way), "It sent a page instead of data.");
  return answer;
}

/** The same for an answer that has to be JSON of this shape. */
export async function read<T>(at: Place, asked: Call, schema: z.ZodType<T>, how = {}): Promise<T> {
  return shaped(hostOf(at.way), await call(at, asked, how), schema);
}

/** With what the answer says of Jira's clock. */
export const readTimed = async <T>(at: Place, asked: Call, schema: z.ZodType<T>, how = {}) =>
  timed(hostOf(at.way), await call(at, asked, how), schema);

async function refuseHeld({ way, place }: Place, asked: Call, spare: boolean): Promise<void> {
  const { tracker, request, ticket } = keysOf(asked);
  const held = await holds.find(place, [tracker, request, ticket, ...(spare ? [NEAR] : [])], now());
  if (!held) return;
  const scope: FailureScope = held.what === tracker ? "tracker" : held.what === ticket ? "ticket" : "request";
  throw limited(way, scope, held.until - now());
}

const limited = (way: WayIn, scope: FailureScope, milliseconds: number): JiraFailure =>
  new JiraFailure("limited", { host: hostOf(way), seconds: Math.max(1, Math.ceil(milliseconds / 1000)), scope });

const KINDS: Record<number, FailureKind> = { 401: "unauthorized", 403: "forbidden", 404: "not_found", 410: "rejected", 429: "limited" };
const RENAMED = "If the site has another name by now, connect it again by that: everything that is linked stays linked.";

async function failureOf(at: Place, asked: Call, answer: Answer): Promise<JiraFailure> {
  const { way, place } = at;
  const { status, text } = answer;
  const kind = KINDS[status] ?? (status >= 500 ? "unavailable" : status >= 400 ? "rejected" : "not_jira");
  if (kind === "limited") {
    const { scope, milliseconds } = limitOf(headerOf(answer), answer.gotAt);
    await holds.put(place, keysOf(asked)[scope], { until: now() + milliseconds, milliseconds });
    return limited(way, scope, milliseconds);
  }
  if (isPage(answer) && (kind === "not_found" || kind === "rejected")) return notJira(hostOf(way), "It sent a page instead of data.");
  const to = headerOf(answer)("location");
  const isElsewhere = kind === "not_jira" && URL.canParse(to);
  const details = isElsewhere ? `It sends the browser on to ${new URL(to).origin}.` : isPage(answer) ? "" : errorDetails(text);
  const seconds = kind === "unavailable" ? Number(headerOf(answer)("retry-after")) : 0;
  return new JiraFailure(kind, {
    ...{ host: hostOf(way), details, todo: isElsewhere ? RENAMED : kind === "unauthorized" ? way.unauthorized : undefined },
    ...(kind === "rejected" && { about: errorsByField(text) }),
    ...(seconds > 0 && { seconds: Math.min(Math.ceil(seconds), 43_200) }),
  });
}

const headerOf =
  ({ headers }: Answer) =>
  (name: string): string =>
    String([headers[name]].flat()[0] ?? "");

/** `integrations.http_response` (behaviour §10.3), by status, or by what kept one from coming. */
async function counted(asked: Promise<Answer>): Promise<Answer> {
  const count = (status: number | string) => log.metric("integrations.http_response", { provider: "jira", status });
  try {
    const answer = await asked;
    count(answer.status);
    return answer;
  } catch (error) {
    count(error instanceof JiraFailure ? error.kind : "failed");
    throw error;
  }
}

const hostOf = ({ base }: WayIn): string => new URL(base).host;
