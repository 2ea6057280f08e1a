import type { Command } from "commander";
import { operation } from "./command.ts";

// After the environment that they read.
const links = () => import("./links.ts");
const named = (command: Command): Command =>
  command.argument("<organization>", "its slug").argument("<issue>", "the issue's id or short id");

/** `ops link …`, `ops replay`, `ops outbox …`, `ops project …` */
export function linkCommands(ops: Command): void {
  const link = ops.command("link").description("issues and the tickets that they are linked to");
  operation(
    named(link.command("explain").description("both sides of each link, and why they differ where they do")),
    async (_, organization, issue) => (await links()).explain(String(organization), String(issue)),
  );
  operation(
    named(link.command("converge").description("looks at each linked ticket now, and says what came of it")).option(
      "--watch <seconds>",
      "how long to wait for it",
      "30",
    ),
    async ({ watch }, organization, issue) => (await links()).converge(String(organization), String(issue), Number(watch)),
  );
  operation(
    ops
      .command("replay")
      .description("does again what a tracker's delivery was for: looks at its ticket now, and says what came of it")
      .argument("<organization>", "its slug")
      .argument("<delivery>", "its id, while it waits among what was given up; or its ticket, by key or id")
      .option("--watch <seconds>", "how long to wait for it", "30"),
    async ({ watch }, organization, delivery) =>
      (await import("./replay.ts")).replay(String(organization), String(delivery), Number(watch)),
  );
  operation(
    ops
      .command("outbox")
      .description("changes that were committed, and not handed on to tickets, chats and caches")
      .command("sweep")
      .description("hands on all that wait; the system does the same every five minutes")
      .option("--minutes <minutes>", "how long it may take", "10"),
    async ({ minutes }) => (await import("./outbox.ts")).sweep(Number(minutes)),
  );
  operation(
    ops
      .command("project")
      .description("projects")
      .command("deletion")
      .description("how far the removal of a project is")
      .argument("<organization>", "its slug")
      .argument("<project>", "its id, or the slug that it had")
      .option("--resume", "goes on with one that stands still"),
    async ({ resume }, organization, project) =>
      (await import("./deletion.ts")).deletion(String(organization), String(project), resume === true),
  );
}
