import { sqs } from "../../functions/adapters/sqs/client.ts";
import { startSystem } from "../../infra/local/system.ts";
import { connectBothWays } from "./connected-jira.ts";

/**
 * A program for tests: the whole system on the folder given, which kills itself like `kill -9` at the first message that its relay
 * would send, so that a change is committed and nothing of it was relayed.
 */
const [data = "", token = "", crash] = process.argv.slice(2);

if (crash === "crash") {
  const trap = (next: (args: object) => Promise<object>) => async (args: { input: { QueueUrl?: string; Entries?: object[] } }) => {
    const { QueueUrl = "", Entries = [] } = args.input;
    const isRelay = /Outbound|CacheInvalidations/.test(QueueUrl) || JSON.stringify(Entries).includes("issue.assigned");
    if (isRelay) process.kill(process.pid, "SIGKILL");
    return next(args);
  };
  sqs.middlewareStack.add(trap as never, { step: "initialize", name: "trap" });
}
const system = await startSystem({ port: 0, data, token, allowPrivateHosts: true });

/** Connects a Jira of another process, and answers who may come in and what is to be told. */
process.on("message", async ({ url, id }: { url: string; id: number }) => {
  const headers = { authorization: `Bearer ${token}` };
  const get = async (path: string) => {
    const answer = await fetch(new URL(path, system.api), { headers });
    return { status: answer.status, body: await answer.json() };
  };
  const jira = { url, users: [], tokens: new Map(), webhooks: new Map(), state: { clock: 0 } };
  await connectBothWays({ get, put: get, system } as never, jira as never, { id });
  process.send?.({ tokens: [...jira.tokens], webhooks: [...jira.webhooks] });
});
process.send?.({ api: system.api, dynamodb: system.dynamodb, table: system.table });
