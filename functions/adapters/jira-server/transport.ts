import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { type FailureKind, JiraFailure } from "../../../core/jira-server/failure.ts";
import { allowsPrivateHosts } from "../settings.ts";
import { guardedLookup, RefusedAddress, refuseLiteral } from "./guarded-lookup.ts";

export type Asked = { method: string; url: URL; headers: Record<string, string>; body?: string; verifySsl: boolean };
export type Answer = { status: number; headers: Record<string, string | string[] | undefined>; text: string };

const MAX_BYTES = 1024 * 1024;
const MAX_MS = 10_000;

/** One request to somebody's Jira: no redirect is followed, so that credentials go nowhere else; size and time are bounded. Throws JiraFailure. */
export function send({ method, url, headers, body, verifySsl }: Asked): Promise<Answer> {
  const allowPrivate = allowsPrivateHosts();
  const fail = (error: unknown) => new JiraFailure(kindOf(error), { host: url.host }, { cause: error });
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
        const chunks: Buffer[] = [];
        let length = 0;
        response.on("data", (chunk: Buffer) => {
          length += chunk.length;
          if (length > MAX_BYTES) request.destroy(new TooLarge());
          else chunks.push(chunk);
        });
        response.on("end", () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString("utf8") }),
        );
        response.on("error", (error) => reject(fail(error)));
      },
    );
    request.on("error", (error) => reject(fail(error)));
    request.end(body);
  });
}

class TooLarge extends Error {}

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER|ALTNAME/;

function kindOf(error: unknown): FailureKind {
  if (error instanceof RefusedAddress) return "refused_address";
  if (error instanceof TooLarge) return "not_jira";
  const { name = "", code = "" } = error as { name?: string; code?: string };
  if (name === "AbortError" || name === "TimeoutError" || code === "ETIMEDOUT") return "timeout";
  return CERTIFICATE.test(String(code)) ? "certificate" : "unreachable";
}
