import { onTestFinished } from "vitest";
import { dynamo } from "../../functions/adapters/dynamo/client.ts";

export type Handler = (args: object) => Promise<object>;
export type Step = (next: Handler, context: { commandName?: string }) => Handler;

/** Puts a step before every request to the table, until it is taken away: at the latest when the test is over, however it ends. */
export function armed(name: string, step: Step): () => void {
  const disarm = () => void dynamo.middlewareStack.remove(name);
  onTestFinished(disarm);
  dynamo.middlewareStack.add(step as never, { step: "initialize", name });
  return disarm;
}
