import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { JiraFailure } from "../../../core/jira-server/failure.ts";
import type { FailureKind } from "../../../core/trackers/failure.ts";
import { now } from "../clock.ts";
import { allowsPrivateHosts } from "../settings.ts";
import { guardedLookup, RefusedAddress, refuseLiteral } from "./guarded-lookup.ts";

export type Asked = { method: string; url: URL; headers: Record<string, string>; body?: string; verifySsl: boolean };
/** Times of ours, in ms since the Unix epoch. */
export type Answer = {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  sentAt: number;
  gotAt: number;
};

/** Room for some ten thousand projects, the longest list that is asked for. */
const MAX_BYTES = 8 * 1024 * 1024;
const MAX_MS = 10_000;

/** One request to somebody's Jira: no redirect is followed, so that credentials go nowhere else; size and time are bounded. Throws JiraFailure. */
export function send({ method, url, headers, body, verifySsl }: Asked): Promise<Answer> {
  const allowPrivate = allowsPrivateHosts();
  const fail = (error: unknown) => failureOf(error, url);
  const sentAt = now();
  return new Promise((resolve, reject) => {
    try {
      refuseLiteral(url.hostname, allowPrivate);
    } catch (error) {
      return reject(fail(error));
    }
    const ask = url.protocol === "https:" ? httpsRequest : httpRequest;
    const signal = AbortSignal.timeout(MAX_MS);
    const request = ask(
      url,
      { method, headers, signal, lookup: guardedLookup(allowPrivate), rejectUnauthorized: verifySsl, agent: false },
      (response) => {
        const gotAt = now();
        const chunks: Buffer[] = [];
        let length = 0;
        response.on("data", (chunk: Buffer) => {
          length += chunk.length;
          if (length > MAX_BYTES) request.destroy(new TooLarge());
          else chunks.push(chunk);
        });
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString("utf8"),
            sentAt,
            gotAt,
          }),
        );
        response.on("error", (error) => reject(fail(error)));
      },
    );
    request.on("error", (error) => reject(fail(error)));
    request.end(body);
  });
}

export const TOO_LARGE = "Its answer is larger than eight megabytes.";
class TooLarge extends Error {}

/** Of Node's error only the code is kept: others of its properties hold what the other side sent. */
function failureOf(error: unknown, { protocol, host }: URL): JiraFailure {
  const { code = "" } = error as { code?: string };
  const cause = new Error(String(code));
  if (error instanceof TooLarge) return new JiraFailure("not_jira", { host, details: TOO_LARGE });
  const todo = protocol === "https:" && NO_TLS.test(String(code)) ? PLAIN : undefined;
  return new JiraFailure(kindOf(error, String(code)), { host, todo }, { cause });
}

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER|ALTNAME/;
/** Of Node's HTTP parser and of TLS: something is there that speaks otherwise. */
const OTHER_PROTOCOL = /^(HPE_|ERR_SSL_|EPROTO$)/;

/** What Node says of a server that answers a TLS greeting in plain text. */
const NO_TLS = /^(ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG|EPROTO)$/;
const PLAIN = "Nothing there speaks https. Where the browser shows http:// while you use Jira, enter the address like that.";

function kindOf(error: unknown, code: string): FailureKind {
  if (error instanceof RefusedAddress) return "refused_address";
  const { name = "" } = error as { name?: string };
  if (name === "AbortError" || name === "TimeoutError" || code === "ETIMEDOUT") return "timeout";
  if (OTHER_PROTOCOL.test(code)) return "not_jira";
  return CERTIFICATE.test(code) ? "certificate" : "unreachable";
}
