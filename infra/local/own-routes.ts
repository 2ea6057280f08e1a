import type { OwnRoutes } from "./http.ts";
import { readBody } from "./loopback.ts";

type Runner = {
  ready(): boolean;
  idle(timeoutSeconds: number): Promise<{ idle: boolean; counts: object }>;
  advanceClock(seconds: number): void;
  flows: object;
};

/** What the runner answers itself; never part of the deployed API. */
export function ownRoutes({ ready, idle, advanceClock, flows }: Runner): OwnRoutes {
  return (method, path, request) => {
    if (method === "GET" && path === "/healthz") return Promise.resolve({ status: ready() ? 200 : 503, body: { ready: ready() } });
    if (method === "GET" && path === "/__local/idle") {
      const timeout = Number(new URLSearchParams(request.url?.split("?")[1]).get("timeout") ?? 10);
      return idle(Number.isFinite(timeout) ? timeout : 10).then((result) => ({ status: result.idle ? 200 : 504, body: result }));
    }
    if (method === "GET" && path === "/__local/flows") return Promise.resolve({ status: 200, body: flows });
    if (method === "POST" && path === "/__local/clock") {
      return readBody(request, 1000).then((body) => {
        const seconds = advanceSeconds(body);
        if (seconds === null) return { status: 400, body: { detail: "Give advanceSeconds, a positive number." } };
        advanceClock(seconds);
        return { status: 200, body: { advancedSeconds: seconds } };
      });
    }
    return null;
  };
}

function advanceSeconds(body: Buffer | null): number | null {
  try {
    const seconds: unknown = JSON.parse(String(body)).advanceSeconds;
    return typeof seconds === "number" && seconds > 0 ? seconds : null;
  } catch {
    return null;
  }
}
