import type { Command } from "commander";
import { operation } from "./command.ts";

/** `ops keys …` */
export function keyCommands(ops: Command): void {
  const keys = ops.command("keys").description("the key that seals the secrets of integrations");
  // After the environment that it reads.
  operation(
    keys
      .command("rotate")
      .description("seals everything that is kept with the SealKey that is set now; what SealKeyBefore sealed opens until then"),
    async () => (await import("./rotate-keys.ts")).rotateKeys(),
  );
}
