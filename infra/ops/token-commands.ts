import type { Command } from "commander";
import { destructive, operation } from "./command.ts";

// After the environment that they read.
const tokens = () => import("./tokens.ts");
type Create = { user: string; name?: string; scopes?: string };

/** `ops token …` */
export function tokenCommands(ops: Command): void {
  const token = ops.command("token").description("API tokens of an organization");
  operation(
    token
      .command("create")
      .description(
        "makes a token for a member, and a link to sign in with it: both are printed this once; also where those of org create were lost",
      )
      .argument("<organization>", "its slug")
      .requiredOption("--user <mail>", "address of the member whose it is")
      .option("--name <name>", "what people call it", "Made by an operator")
      .option("--scopes <scopes>", "with commas between them; an owner's has all unless they are named"),
    async (options, organization) => (await tokens()).createToken(String(organization), options as unknown as Create),
  );
  operation(
    token.command("list").description("all of an organization, without their texts").argument("<organization>", "its slug"),
    async (_, organization) => (await tokens()).listTokens(String(organization)),
  );
  destructive(
    token
      .command("revoke")
      .description("ends a token, and every session that was signed in with it")
      .argument("<organization>", "its slug")
      .argument("<id>", "as list has it"),
    (organization, id) => `Ends the token ${id} of ${organization} and its sessions, for good.`,
    async (_, organization, id) => (await tokens()).revokeToken(String(organization), String(id)),
  );
}

/** `ops sign-in` */
export function signInCommand(ops: Command): void {
  operation(
    ops
      .command("sign-in")
      .description("prints a link that signs a browser in once, within ten minutes, for two hours, as a member may by their role")
      .argument("<organization>", "its slug")
      .argument("<mail>", "address of the member"),
    async (_, organization, mail) => (await tokens()).signIn(String(organization), String(mail)),
  );
}
