import { dynamo } from "../../functions/adapters/dynamo/client.ts";
import { logContext } from "../../functions/adapters/log.ts";
import { sqs } from "../../functions/adapters/sqs/client.ts";

export type Call = { command: string; context: Readonly<Record<string, unknown>>; start: number; end: number; writeUnits: number };
type Capacity = { CapacityUnits?: number; WriteCapacityUnits?: number };
type Args = { input: object };
type Handler = (args: Args) => Promise<{ output: object }>;

/** Records every request the adapters make, with its log context and what it cost, until stopped. */
export function recordCalls() {
  const calls: Call[] = [];
  const name = `calls-${Math.random()}`;
  const observe =
    (next: Handler, { commandName = "" }: { commandName?: string }) =>
    async (args: Args) => {
      const call: Call = { command: commandName, context: { ...logContext() }, start: performance.now(), end: 0, writeUnits: 0 };
      calls.push(call);
      const counted = commandName.includes("Message") ? args : { ...args, input: { ...args.input, ReturnConsumedCapacity: "TOTAL" } };
      const result = await next(counted);
      call.end = performance.now();
      call.writeUnits = /Put|Update|Delete|TransactWrite|BatchWrite/.test(commandName) ? units(result.output) : 0;
      return result;
    };
  dynamo.middlewareStack.add(observe as never, { step: "initialize", name });
  sqs.middlewareStack.add(observe as never, { step: "initialize", name });
  return {
    calls,
    stop: () => {
      dynamo.middlewareStack.remove(name);
      sqs.middlewareStack.remove(name);
    },
  };
}

function units(output: { ConsumedCapacity?: Capacity | Capacity[] }): number {
  const all = [output.ConsumedCapacity ?? []].flat();
  return all.reduce((sum, it) => sum + (it.WriteCapacityUnits ?? it.CapacityUnits ?? 0), 0);
}

/** How often something waited for an answer: requests that were under way at the same time count as one step. */
export function stepsOf(calls: readonly Call[]): number {
  let steps = 0;
  let until = Number.NEGATIVE_INFINITY;
  for (const { start, end } of [...calls].sort((a, b) => a.start - b.start)) {
    if (start >= until) steps += 1;
    until = start >= until ? end : Math.max(until, end);
  }
  return steps;
}

/** After authentication the organization is known. */
export const authenticated = (calls: readonly Call[], method: string) =>
  calls.filter((it) => String(it.context.route).startsWith(method) && it.context.organization !== undefined);
