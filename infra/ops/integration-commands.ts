import type { Command } from "commander";
import { destructive, operation } from "./command.ts";

// After the environment that they read.
const all = () => import("./integrations.ts");

/** `ops integration …` */
export function integrationCommands(ops: Command): void {
  const integration = ops.command("integration").description("what an organization has connected");
  operation(
    integration.command("list").description("each with how it goes").argument("<organization>", "its slug"),
    async (_, organization) => (await all()).listIntegrations(String(organization)),
  );
  destructive(
    integration
      .command("disable")
      .description("disconnects it as its page does: webhook and secrets go, links stay")
      .argument("<organization>", "its slug")
      .argument("<id>", "as list has it"),
    (organization, id) => `Disconnects ${id} from ${organization}. Its credentials are forgotten.`,
    async (_, organization, id) => (await all()).disableIntegration(String(organization), String(id)),
  );
  destructive(
    integration
      .command("rotate-secret")
      .description("gives the webhook of a Jira Cloud another secret; the one of before holds for a while")
      .argument("<organization>", "its slug")
      .argument("<id>", "as list has it"),
    (_, id) => `Replaces the secret of ${id}.`,
    async (_, organization, id) => (await all()).rotateSecret(String(organization), String(id)),
  );
}
