import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { send, toEvent } from "./http-event.ts";
import type { Invoke } from "./invoke.ts";
import { readBody } from "./loopback.ts";
import { router } from "./routes.ts";
import type { Route } from "./topology.ts";

// The HTTP API's own limit of a payload.
const MAX_BODY = 10 * 1024 * 1024;

/** What the runner itself answers; null passes the request on to the routes. */
export type OwnRoutes = (method: string, path: string, request: IncomingMessage) => Promise<{ status: number; body: object }> | null;

/** The HTTP API in front of the recorded routes. */
export function httpApi(routes: readonly Route[], invoke: Invoke, own: OwnRoutes): RequestListener {
  const match = router(routes);
  return (request, response) => {
    answer(request, response).catch(() => fail(response, 500, "Internal Server Error"));
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? "GET";
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    const mine = own(method, path, request);
    if (mine) {
      const { status, body } = await mine;
      return send(response, { statusCode: status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
    }
    const found = match(method, path);
    if (!found) {
      request.resume();
      return fail(response, 404, "Not Found");
    }
    const body = await readBody(request, MAX_BODY);
    if (body === null) return fail(response, 413, "Request Entity Too Large");
    try {
      send(response, await invoke(found.route.fn, toEvent(request, body, found)));
    } catch (error) {
      const timedOut = error instanceof Error && error.message.startsWith("Task timed out");
      process.stderr.write(`${found.route.fn.name}: ${error instanceof Error ? error.stack : "failed"}\n`);
      fail(response, timedOut ? 503 : 500, timedOut ? "Service Unavailable" : "Internal Server Error");
    }
  }
}

function fail(response: ServerResponse, status: number, message: string): void {
  if (response.headersSent) return;
  send(response, { statusCode: status, headers: { "content-type": "application/json" }, body: JSON.stringify({ message }) });
}
