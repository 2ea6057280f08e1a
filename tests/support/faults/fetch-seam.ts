import { pause, reset, SLOW_MS, timeout } from "./aws-seam.ts";
import { afterwards, verdictOn } from "./invocation.ts";
import type { Client, FaultKind } from "./plan.ts";

/** Who is behind an address; null where it is nobody whose requests suffer. */
export type Behind = (url: URL) => Client | null;

/** Under whatever asks by `fetch`: the client of Redis, and that of Discord. */
export function weaveFetch(behind: Behind): () => void {
  const real = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input));
    const client = behind(url);
    const what = `${init?.method ?? "GET"} ${client === "redis" ? commandOf(init?.body) : url.pathname}`;
    const verdict = client && verdictOn(client, what);
    if (!verdict) return real(input, init);
    const answer = await suffering(verdict.fault, client, () => real(input, init));
    afterwards(verdict, what);
    return answer;
  };
  return () => {
    globalThis.fetch = real;
  };
}

async function suffering(fault: FaultKind | null, client: Client, send: () => Promise<Response>): Promise<Response> {
  switch (fault) {
    case "throttled":
      return client === "redis"
        ? Response.json({ error: "ERR max requests limit exceeded" }, { status: 429 })
        : Response.json({ message: "You are being rate limited.", retry_after: 0.3, global: false }, { status: 429 });
    case "failing":
      return new Response("upstream", { status: 503 });
    case "timeout-before":
      throw timeout();
    case "timeout-after":
      await send();
      throw timeout();
    case "reset":
      throw new TypeError("fetch failed", { cause: reset() });
    case "slow":
      await pause(SLOW_MS);
      return send();
    default:
      return send();
  }
}

const commandOf = (body: unknown): string => {
  const sent = typeof body === "string" ? (JSON.parse(body) as unknown[]) : [];
  return String([sent[0]].flat()[0] ?? "");
};
