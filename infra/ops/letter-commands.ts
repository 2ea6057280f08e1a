import type { Command } from "commander";
import { destructive, operation } from "./command.ts";

// What they do is loaded after the environment that its adapters read.
const letters = () => import("./letters.ts");

/** `ops dlq …` */
export function letterCommands(ops: Command): void {
  const dlq = ops.command("dlq").description("messages that were given up: each with its queue and its cause");
  operation(
    dlq
      .command("list")
      .description("how many wait in each queue, and what was given up, newest first")
      .argument("[queue]", "of this queue alone"),
    async (_, queue) => (await letters()).list(queue),
  );
  operation(
    dlq.command("show").description("one of them, with its text").argument("<id>", "as list has it, or how it begins"),
    async (_, id) => (await letters()).show(String(id)),
  );
  destructive(
    dlq
      .command("redrive")
      .description("sends them back to the queues that they came from, and says what came of it")
      .argument("[ids...]", "these; of all queues, or of one")
      .option("--queue <name>", "of this queue alone")
      .option("--all", "all there are")
      .option("--watch <seconds>", "how long to wait for what becomes of them", "15"),
    () => "Sends dead letters back to their queues.",
    async (options, ids) =>
      (await letters()).redrive((ids ?? []) as unknown as string[], options as { queue?: string; all?: boolean; watch?: string }),
  );
}
