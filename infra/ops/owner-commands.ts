import type { Command } from "commander";
import { chooseSystem } from "./system.ts";

/** `ops owners …` */
export function ownerCommands(ops: Command): void {
  ops
    .command("owners")
    .description("switches the ownership rules of a project on or off: off, they assign nothing and make nobody an owner")
    .argument("<on|off>", "what they are to be")
    .argument("<organization>", "its slug")
    .argument("<project>", "its slug or id")
    .action(async (to: string, organization: string, project: string) => {
      chooseSystem();
      // After the environment that they read.
      const { switchForOperator } = await import("./switch-for-operator.ts");
      console.log(await switchForOperator(to, organization, project));
    });
}
