import { readFileSync } from "node:fs";
import { join } from "node:path";
import { visitorAt } from "../../infra/local/sandbox/visitor.ts";
import { programs } from "./started-program.ts";

export type Region = Awaited<ReturnType<typeof startRegion>>;

/** A region of its own: a process with its own table, queues and Redis, its own sealing key, and ids that carry its number. */
export async function startRegion(idRegion: number) {
  const { home, start, run, stop } = programs();
  const env = {
    LOCKSTEP_DATA: ":memory:",
    LOCKSTEP_REGION_ID: String(idRegion),
    LOCKSTEP_SECRET_SealKey: `seal-key-of-region-${idRegion}-and-of-no-other-one`,
  };
  await start(env).ready();
  const { api } = JSON.parse(readFileSync(join(home, ".lockstep/endpoints.json"), "utf8")) as { api: string };

  /** As an operator types it, again where something was not to be reached just then; answers what it prints. */
  async function ops(...args: string[]): Promise<string> {
    for (let attempt = 1; ; attempt++) {
      const { code, out, error } = await run("infra/ops/run.ts", args, { LOCKSTEP_DATA: ":memory:" });
      if (code === 0) return out;
      if (attempt === 5 || !error.includes("is unavailable")) throw new Error(`ops ${args.join(" ")}: ${out}${error}`);
    }
  }

  /** Somebody with a token of it, by the API and in a browser. */
  function as(token: string) {
    const call = async (method: string, path: string, body?: object) => {
      const headers = { authorization: `Bearer ${token}`, ...(body && { "content-type": "application/json" }) };
      const answer = await fetch(new URL(path, api), { method, headers, ...(body && { body: JSON.stringify(body) }) });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      return text === "" ? null : JSON.parse(text);
    };
    const browser = visitorAt(api, token);
    return { call, get: (path: string) => call("GET", path), put: (path: string, body: object) => call("PUT", path, body), browser };
  }

  return {
    api,
    home,
    ops,
    as,
    /** Until queues, stream and functions have nothing left to do. */
    idle: async () => {
      const answer = await fetch(new URL("/__local/idle?timeout=100", api));
      const { idle, counts } = (await answer.json()) as { idle: boolean; counts: object };
      if (!idle) throw new Error(`still busy: ${JSON.stringify(counts)}`);
    },
    /** Lets time pass in this region alone. */
    advance: async (seconds: number) => {
      await fetch(new URL("/__local/clock", api), { method: "POST", body: JSON.stringify({ advanceSeconds: seconds }) });
    },
    stop,
  };
}
