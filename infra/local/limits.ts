import type { IncomingMessage } from "node:http";

type Refusal = { status: number; message: string };

export const TOO_LARGE: Refusal = { status: 413, message: "Request Entity Too Large" };
const HEADERS_TOO_LARGE: Refusal = { status: 431, message: "Request Header Fields Too Large" };

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html */
const URL_BYTES = 8192;
const REQUEST_BYTES = 20_480;
/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html: values of headers, without their names. */
const LINE_AND_VALUES_BYTES = 10_240;
export const BODY_BYTES = 10 * 1024 * 1024;
/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html says 6 MB; these are the bytes that its errors name. */
const EVENT_BYTES = 6_291_456;
const RESULT_BYTES = 6_291_556;
/** In JSON a character takes six times its bytes at most, so what is shorter need not be counted. */
const WORTH_COUNTING = 1_000_000;

/**
 * What CloudFront and the HTTP API behind it refuse before they read a body. CloudFront answers 413 to a long URL (seen in
 * umbraco/Umbraco-CMS 13917); what either says to long headers is not documented, and stands here as RFC 6585 §5 has it.
 */
export function refusedRequest({ method = "", url = "", httpVersion, rawHeaders, headers }: IncomingMessage, path: string): Refusal | null {
  if (Buffer.byteLength(`http://${headers.host}${url}`) > URL_BYTES) return TOO_LARGE;
  const line = (target: string) => Buffer.byteLength(`${method} ${target} HTTP/${httpVersion}`);
  const values = Buffer.byteLength(rawHeaders.filter((_, at) => at % 2 === 1).join(""));
  const names = Buffer.byteLength(rawHeaders.filter((_, at) => at % 2 === 0).join(""));
  // Each line ends with two bytes, a header has two between its name and its value, and an empty line is the end.
  const around = 2 + (rawHeaders.length / 2) * 4 + 2;
  if (line(url) + names + values + around > REQUEST_BYTES) return HEADERS_TOO_LARGE;
  return line(path) + values > LINE_AND_VALUES_BYTES ? HEADERS_TOO_LARGE : null;
}

/** A body that API Gateway takes, and Lambda does not in its event; a REST API is known to answer 413 (koki-develop/lgtm-generator 10). */
export const refusedEvent = (event: { body?: string | undefined }): Refusal | null =>
  bytesOf(event, event.body) > EVENT_BYTES ? TOO_LARGE : null;

/** Lambda drops what a function answers above this, and API Gateway makes a failure of it (DataBiosphere/azul 8258). */
export function checkResult(result: unknown): void {
  const body = typeof result === "object" && result !== null && "body" in result ? result.body : result;
  const bytes = bytesOf(result, typeof body === "string" ? body : undefined);
  if (bytes > RESULT_BYTES) throw new Error(`Exceeded maximum allowed payload size (${RESULT_BYTES} bytes).`);
}

const bytesOf = (value: unknown, body = ""): number => (body.length < WORTH_COUNTING ? 0 : Buffer.byteLength(JSON.stringify(value)));
