import { createInterface } from "node:readline/promises";
import type { Command } from "commander";
import { Invalid } from "../../core/errors.ts";
import { chooseSystem } from "./system.ts";

/** What a command found or did: for programs, and in lines for people. `failed` where somebody has to do something about it. */
export type Answer = { value: unknown; lines: readonly string[]; failed?: boolean };

type Options = { json?: boolean; yes?: boolean } & Record<string, unknown>;
type Run = (options: Options, ...args: string[]) => Promise<Answer>;

/** A command on the system that is there: it says on the error stream which one, and answers in lines, or as JSON. */
export function operation(command: Command, run: Run): void {
  command.option("--json", "answers as JSON").action(async (...given: unknown[]) => {
    const args = given.slice(0, command.registeredArguments.length) as string[];
    const options = command.opts<Options>();
    chooseSystem();
    const { value, lines, failed = false } = await run(options, ...args);
    console.log(options.json ? JSON.stringify(value, null, 2) : lines.join("\n"));
    if (failed) process.exitCode = 1;
  });
}

/** The same for what cannot be taken back: it asks first, unless `--yes` was said. */
export function destructive(command: Command, what: (...args: string[]) => string, run: Run): void {
  command.option("--yes", "does it without asking");
  operation(command, async (options, ...args) => {
    if (!options.yes) await confirm(what(...args));
    return run(options, ...args);
  });
}

async function confirm(what: string): Promise<void> {
  if (!process.stdin.isTTY) throw new Invalid(`${what} Nothing was done: say --yes to do it.`);
  const asked = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await asked.question(`${what} Type yes to do it: `);
  asked.close();
  if (answer.trim() !== "yes") throw new Invalid("Nothing was done.");
}

/** How far something is that takes its time, on the error stream. */
export const progress = (text: string): void => void process.stderr.write(`${text}\n`);

/** Columns that stand under each other. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((it) => (it[at] ?? "").length))) ?? [];
  return rows.map((row) =>
    row
      .map((it, at) => it.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

export const time = (milliseconds: number | null): string => (milliseconds === null ? "–" : new Date(milliseconds).toISOString());
