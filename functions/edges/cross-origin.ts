import { http, type Reply, type Request } from "./http.ts";

// Browsers send events from any page. Answers need these headers whatever their status, or the page logs an error.
const ALLOWED = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "x-sentry-error, x-sentry-rate-limits, retry-after",
};
const PREFLIGHT = {
  "access-control-allow-methods": "POST, OPTIONS",
  "access-control-allow-headers":
    "x-sentry-auth, x-requested-with, x-forwarded-for, origin, referer, accept, content-type, authentication, authorization, content-encoding, transfer-encoding",
  "access-control-max-age": "3600",
};

/** An HTTP handler that pages of any origin may call, without credentials (fetch.spec.whatwg.org §3.3). */
export const crossOrigin = (run: (request: Request) => Promise<Reply>) =>
  http(async (request) => (request.method === "OPTIONS" ? { status: 204, headers: PREFLIGHT } : run(request))).after(({ response }) => {
    if (response) response.headers = { ...response.headers, ...ALLOWED };
  });
