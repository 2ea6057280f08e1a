import { Command } from "commander";
import { AppError } from "../../core/errors.ts";
import { backupCommands } from "./backup-commands.ts";
import { doctorCommand } from "./doctor-command.ts";
import { integrationCommands } from "./integration-commands.ts";
import { keyCommands } from "./key-commands.ts";
import { letterCommands } from "./letter-commands.ts";
import { linkCommands } from "./link-commands.ts";
import { organizationCommands } from "./organization-commands.ts";
import { ownerCommands } from "./owner-commands.ts";
import { signInCommand, tokenCommands } from "./token-commands.ts";

/**
 * `npm run ops`: what an operator does to a system that is there, be it a stage (under `sst shell --stage NAME`) or the running
 * `npm start`. Each subject has a file of its own with its commands.
 */
const ops = new Command("ops")
  .description("Operates Lockstep: a stage, under `npx sst shell --stage NAME -- npm run ops -- …`, or the running `npm start`.")
  .showHelpAfterError("Add --help for what there is.")
  .showSuggestionAfterError();
doctorCommand(ops);
organizationCommands(ops);
ownerCommands(ops);
letterCommands(ops);
keyCommands(ops);
tokenCommands(ops);
signInCommand(ops);
integrationCommands(ops);
linkCommands(ops);
backupCommands(ops);

try {
  await ops.parseAsync();
} catch (error) {
  // What we say on purpose is one sentence; anything else is for whoever mends it.
  console.error(error instanceof AppError ? error.message : error);
  process.exitCode = 1;
}
