import { dynamo, tableName } from "../../functions/adapters/dynamo/client.ts";
import { PutCommand } from "../../functions/adapters/dynamo/commands.ts";
import { keys } from "../../functions/adapters/dynamo/keys.ts";
import { projectContents } from "../../functions/adapters/dynamo/project-contents.ts";
import { armed, type Handler } from "./armed.ts";

const WRITES = /TransactWrite|UpdateItem|DeleteItem|PutItem|BatchWrite/;

export const put = (Item: object) => dynamo.send(new PutCommand({ TableName: tableName(), Item }));

/** What nobody has thought of yet, beside what the project itself and each of its groups own. */
export async function putUnknown(organizationId: number, projectId: number): Promise<void> {
  const hashes = await projectContents.groups(organizationId, projectId, 10);
  for (const { groupId } of hashes)
    for (const sk of ["AAA", "UNKNOWN#1", "ZZZ"]) await put({ ...keys.group(organizationId, groupId), sk, projectId });
  for (const sk of ["AAA", "UNKNOWN#1", "ZZZ"]) await put({ ...keys.hash(organizationId, projectId, ""), sk });
}

/** Fails the n-th write, before it is done or after; answers how many there were. */
export async function killedAt(position: number, when: "before" | "after", run: () => Promise<void>): Promise<number> {
  let writes = 0;
  const kill =
    (next: Handler, { commandName }: { commandName?: string }) =>
    async (args: object) => {
      if (!WRITES.test(commandName ?? "")) return next(args);
      writes += 1;
      const here = writes === position;
      if (here && when === "before") throw new Error("killed");
      const answer = await next(args);
      if (here) throw new Error("killed");
      return answer;
    };
  await run().finally(armed("kill", kill));
  return writes;
}

/** Every item that names the project; not those in whose times its digits stand by chance. */
export const ofProject = (all: Map<string, unknown>, projectId: number) => {
  const named = new RegExp(`\\b${projectId}\\b`);
  return [...all].filter(([key, item]) => named.test(key) || named.test(JSON.stringify(item))).sort(([a], [b]) => (a < b ? -1 : 1));
};
