import { sqs } from "../../functions/adapters/sqs/client.ts";
import { startSystem } from "../../infra/local/system.ts";

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
const system = await startSystem({ port: 0, data, token });
process.send?.({ api: system.api, dynamodb: system.dynamodb, table: system.table });
