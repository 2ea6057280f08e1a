import { EventEmitter } from "node:events";
import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { syncBuiltinESMExports } from "node:module";
import { Readable } from "node:stream";
import { reset, SLOW_MS, timeout } from "./aws-seam.ts";
import type { Behind } from "./fetch-seam.ts";
import { afterwards, Ended, type Verdict, verdictOn } from "./invocation.ts";

type Answered = (response: IncomingMessage) => void;

/** Under whatever asks by node's own client: that of Jira. */
export function weaveHttp(behind: Behind): () => void {
  const real = http.request;
  const woven = (url: string | URL | RequestOptions, options: RequestOptions | Answered, answered?: Answered): ClientRequest => {
    const client = url instanceof URL ? behind(url) : null;
    if (!client || !(url instanceof URL) || !answered) return real(url as URL, options as RequestOptions, answered);
    const given = options as RequestOptions;
    const what = `${given.method ?? "GET"} ${url.pathname}`;
    try {
      const verdict = verdictOn(client, what);
      return verdict ? suffering(verdict, what, (how) => real(url, given, how), answered) : real(url, given, answered);
    } catch (error) {
      if (error instanceof Ended) return unsent((request) => request.emit("error", error));
      throw error;
    }
  };
  replace(woven as typeof real);
  return () => replace(real);
}

function replace(request: typeof http.request): void {
  http.request = request;
  syncBuiltinESMExports();
}

function suffering(verdict: Verdict, what: string, send: (answered: Answered) => ClientRequest, answered: Answered): ClientRequest {
  const said = (status: number, headers = {}) =>
    unsent(() => answered(Object.assign(Readable.from([]), { statusCode: status, headers }) as never));
  switch (verdict.fault) {
    case "throttled":
      return said(429, { "retry-after": "1" });
    case "failing":
      return said(503);
    case "timeout-before":
      return unsent((request) => request.emit("error", timeout()));
    case "reset":
      return unsent((request) => request.emit("error", reset()));
    default: {
      const isLost = verdict.fault === "timeout-after" || verdict.endAfter;
      const request = send((response) => {
        if (isLost) response.resume().on("end", () => request.emit("error", lost(verdict, what)));
        else if (verdict.fault === "slow") setTimeout(() => answered(response), SLOW_MS);
        else answered(response);
      });
      return request;
    }
  }
}

function lost(verdict: Verdict, what: string): unknown {
  try {
    afterwards(verdict, what);
    return timeout();
  } catch (error) {
    return error;
  }
}

/** A request that goes nowhere: what becomes of it comes once it is sent. */
function unsent(then: (request: EventEmitter) => void): ClientRequest {
  const request: EventEmitter = Object.assign(new EventEmitter(), {
    end: () => void setImmediate(() => then(request)),
    write: () => true,
    destroy: (error?: Error) => void (error && request.emit("error", error)),
  });
  return request as ClientRequest;
}
