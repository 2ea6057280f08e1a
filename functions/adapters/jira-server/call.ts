import type * as z from "zod";
import { errorDetails, errorsByField, oauthProblem } from "../../../core/jira-server/error-details.ts";
import { JiraFailure } from "../../../core/jira-server/failure.ts";
import type { JiraCredentials, JiraSite } from "../../../core/jira-server/ports.ts";
import type { FailureKind } from "../../../core/trackers/failure.ts";
import { log } from "../log.ts";
import { isPage, notJira, shaped, timed } from "./answer.ts";
import { canonical, type Signer, signerOf } from "./authorization.ts";
import { type Answer, send } from "./transport.ts";

type Call = { method?: string; path: string; query?: Record<string, string>; json?: unknown };

/** Asks a REST path. Throws JiraFailure for everything but a 2xx, and for a page, which is what a login in front of Jira answers with. */
export async function call(site: JiraSite, credentials: JiraCredentials, { method = "GET", path, query, json }: Call): Promise<Answer> {
  const url = canonical(`${site.baseUrl}${path}`, query);
  const body = json === undefined ? {} : { body: JSON.stringify(json) };
  const headers = { accept: "application/json", ...(json !== undefined && { "content-type": "application/json" }) };
  const isToken = credentials.kind === "personal_access_token";
  const answer = await ask(site, signerOf(credentials), { method, url, headers, ...body, ...(isToken && { refused: TOKEN_REFUSED }) });
  if (isPage(answer)) throw notJira(hostOf(site), "It sent a page instead of data.");
  return answer;
}

/** The same for an answer that has to be JSON of this shape. */
export async function read<T>(site: JiraSite, credentials: JiraCredentials, asked: Call, schema: z.ZodType<T>): Promise<T> {
  return shaped(hostOf(site), await call(site, credentials, asked), schema);
}

/** With what the answer says of Jira's clock. */
export const readTimed = async <T>(site: JiraSite, credentials: JiraCredentials, asked: Call, schema: z.ZodType<T>) =>
  timed(hostOf(site), await call(site, credentials, asked), schema);

/** `refused`: what to do where Jira does not accept what was asked with. */
type Ask = { method: string; url: URL; headers?: Record<string, string>; body?: string; oauth?: Record<string, string>; refused?: string };

const TOKEN_REFUSED = "The token may be withdrawn or expired, or not whole. Make a new one in Jira, and reconnect with it.";

export async function ask(site: JiraSite, signer: Signer, { method, url, headers = {}, oauth, refused, ...rest }: Ask): Promise<Answer> {
  const authorization = signer(method, url, oauth);
  const length = String(Buffer.byteLength(rest.body ?? ""));
  const all = { "user-agent": "Lockstep", ...headers, authorization, ...(method !== "GET" && { "content-length": length }) };
  const answer = await counted(send({ method, url, headers: all, verifySsl: site.verifySsl, ...rest }));
  if (answer.status >= 200 && answer.status < 300) return answer;
  throw failureOf(site, answer, refused);
}

/** `integrations.http_response` (behaviour §10.3), by status, or by what kept one from coming. */
async function counted(asked: Promise<Answer>): Promise<Answer> {
  const count = (status: number | string) => log.metric("integrations.http_response", { provider: "jira_server", status });
  try {
    const answer = await asked;
    count(answer.status);
    return answer;
  } catch (error) {
    count(error instanceof JiraFailure ? error.kind : "failed");
    throw error;
  }
}

const KINDS: Record<number, FailureKind> = { 401: "unauthorized", 403: "forbidden", 404: "not_found", 429: "limited" };

/** The longest that a queue can keep a message back. */
const LONGEST_WAIT = 43_200;

function failureOf(site: JiraSite, answer: Answer, refused: string | undefined): JiraFailure {
  const { status, headers, text } = answer;
  const kind = KINDS[status] ?? (status >= 500 ? "unavailable" : status >= 400 ? "rejected" : "not_jira");
  // Jira's own 404 is data; a page says that nothing of a Jira is at this address.
  if (isPage(answer) && (kind === "not_found" || kind === "rejected")) return notJira(hostOf(site), "It sent a page instead of data.");
  const seconds = Math.min(secondsOf(answer), LONGEST_WAIT);
  const problem = oauthProblem([String(headers["www-authenticate"] ?? ""), text]);
  return new JiraFailure(kind, {
    host: hostOf(site),
    details: problem?.details || errorDetails(text) || redirection(headers.location),
    todo: problem?.todo ?? (kind === "unauthorized" ? refused : undefined),
    ...(kind === "rejected" && { about: errorsByField(text) }),
    ...(seconds > 0 && { seconds }),
  });
}

/** `Retry-After` in seconds, or until a time (RFC 9110, 10.2.3), by the clock of whoever answered. */
function secondsOf({ headers, gotAt }: Answer): number {
  const after = String(headers["retry-after"] ?? "");
  const seconds = Number(after);
  if (after === "" || !Number.isNaN(seconds)) return Math.ceil(seconds);
  return Math.ceil((Date.parse(after) - (Date.parse(String(headers.date)) || gotAt)) / 1000);
}

/** Where to, without what may be secret in the rest of it. */
const redirection = (location: string | string[] | undefined): string => {
  const to = [location].flat()[0];
  return to && URL.canParse(to) ? `It sends the browser on to ${new URL(to).origin}.` : "";
};

const hostOf = ({ baseUrl }: JiraSite): string => new URL(baseUrl).host;
