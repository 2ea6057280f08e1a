import { randomUUID } from "node:crypto";
import type { Context } from "aws-lambda";
import type { Fn } from "./topology.ts";

type Handler = (event: unknown, context: Context) => unknown;
export type Invoke = (fn: Fn, event: unknown) => Promise<unknown>;
export type Invoker = { invoke: Invoke; inFlight(): number };

/** Runs handlers in this process as Lambda would: loaded once, a context, a timeout, events and results that survive only as JSON. */
export function createInvoker(): Invoker {
  const loaded = new Map<string, Promise<Handler>>();
  let inFlight = 0;

  const load = (handler: string): Promise<Handler> => {
    const known = loaded.get(handler);
    if (known) return known;
    const [, file = "", name = ""] = /^(.+)\.(\w+)$/.exec(handler) ?? [];
    const module = import(new URL(`../../${file}.ts`, import.meta.url).href).then((it: Record<string, Handler>) => {
      const found = it[name];
      if (!found) throw new Error(`${file}.ts exports no ${name}`);
      return found;
    });
    loaded.set(handler, module);
    return module;
  };

  return {
    inFlight: () => inFlight,
    async invoke(fn, event) {
      inFlight += 1;
      try {
        const handler = await load(fn.handler);
        const given = throughJson(event);
        return throughJson(await withTimeout(fn, async (context) => handler(given, context)));
      } finally {
        inFlight -= 1;
      }
    },
  };
}

/** As after JSON. Texts, which are most of it, stay as they are. */
function throughJson(value: unknown): unknown {
  if (value === undefined) return null;
  if (typeof value === "string" || value === null) return value;
  if (typeof value !== "object" || "toJSON" in value || Array.isArray(value)) return JSON.parse(JSON.stringify(value));
  const said = Object.entries(value).filter(([, it]) => it !== undefined && typeof it !== "function");
  return Object.fromEntries(said.map(([name, it]) => [name, throughJson(it)]));
}

/** A handler that overstays cannot be ended in this process: only its answer is given up. */
async function withTimeout(fn: Fn, run: (context: Context) => Promise<unknown>): Promise<unknown> {
  const deadline = Date.now() + fn.timeoutSeconds * 1000;
  const { promise: expired, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new Error(`Task timed out after ${fn.timeoutSeconds.toFixed(2)} seconds`)),
    fn.timeoutSeconds * 1000,
  );
  try {
    return await Promise.race([run(contextOf(fn, deadline)), expired]);
  } finally {
    clearTimeout(timer);
  }
}

const contextOf = (fn: Fn, deadline: number): Context => ({
  awsRequestId: randomUUID(),
  functionName: fn.name,
  functionVersion: "$LATEST",
  invokedFunctionArn: `arn:aws:lambda:local:000000000000:function:${fn.name}`,
  memoryLimitInMB: String(fn.memoryMb),
  logGroupName: `/aws/lambda/${fn.name}`,
  logStreamName: "local",
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  done: () => {},
  fail: () => {},
  succeed: () => {},
});
