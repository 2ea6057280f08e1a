import type { Command } from "commander";
import { chooseSystem } from "./system.ts";

/** `ops org …` */
export function organizationCommands(ops: Command): void {
  const org = ops.command("org").description("organizations");
  org
    .command("create")
    .description("makes an organization with its owner, and prints a token and a link to sign in: both this once")
    .argument("<name>", "its name, which gives its slug")
    .requiredOption("--owner <mail>", "address of its owner, who is made where nobody has it")
    .action(async (name: string, { owner }: { owner: string }) => {
      chooseSystem();
      // After the environment that they read.
      const { createForOperator } = await import("./create-for-operator.ts");
      console.log(await createForOperator(name, owner));
    });
}
