import type { Command } from "commander";
import { destructive, operation } from "./command.ts";

// After the environment that they read.
const backup = () => import("./backup.ts");

/** `ops export …`, `ops import …`, `ops migrate` */
export function backupCommands(ops: Command): void {
  operation(
    ops
      .command("export")
      .description("writes an organization to a file, as JSON lines; without tokens, secrets and records of analytics")
      .argument("<organization>", "its slug")
      .argument("<file>", "which must not be there yet"),
    async (_, organization, file) => (await backup()).exportTo(String(organization), String(file)),
  );
  destructive(
    ops
      .command("import")
      .description("makes an organization of such a file, where there is none of its name")
      .argument("<file>", "as export wrote it"),
    (file) => `Makes an organization of ${file} here.`,
    async (_, file) => (await backup()).importFrom(String(file)),
  );
  destructive(
    ops.command("migrate").description("converts the table to the format that this version reads"),
    () => "Converts the table. Stop what reads the old format first, and have a backup: point-in-time recovery, or an export.",
    async () => (await import("./migrate.ts")).migrateTable(),
  );
}
