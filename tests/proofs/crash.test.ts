import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, expect, test } from "vitest";
import { envelopeOf } from "../support/envelopes.ts";

const data = mkdtempSync(join(tmpdir(), "lockstep-crash-"));
const TOKEN = "token-of-the-crash-test";
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(data, { recursive: true, force: true });
});

type Booted = { api: string; dynamodb: string; table: string };

async function boot(mode: "crash" | "run") {
  const child = fork(new URL("../support/crashing-system.ts", import.meta.url), [data, TOKEN, mode], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  children.push(child);
  const dead = new Promise<string>((resolve) => child.once("exit", (_, signal) => resolve(String(signal))));
  const { api, dynamodb, table } = await new Promise<Booted>((resolve) => child.once("message", (it) => resolve(it as Booted)));
  const call = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(new URL(path, api), {
      method,
      headers: { authorization: `Bearer ${TOKEN}` },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    return (await answer.json()) as Record<string, unknown> & Record<string, string>[];
  };
  return { dead, call, dynamodb, table };
}

test("killed between commit and relay: the change is there, and every effect of it follows after the restart", async () => {
  const before = await boot("crash");
  const [key] = (await before.call("GET", "/api/0/projects/acme/web/keys/")) as unknown as { dsn: { public: string } }[];
  const { username, pathname } = new URL(key?.dsn.public ?? "");
  await before.call("POST", `/api${pathname}/envelope/?sentry_key=${username}`, envelopeOf({ message: "crash" }));
  await before.call("GET", "/__local/idle?timeout=60");
  const [issue] = await before.call("GET", "/api/0/organizations/acme/issues/");
  // The answer may or may not make it out before the process dies; the change is committed either way.
  await before.call("PUT", `/api/0/organizations/acme/issues/${issue?.id}/`, { assignedTo: "ada" }).catch(() => null);
  expect(await before.dead).toBe("SIGKILL");

  const after = await boot("run");
  const idle = await after.call("GET", "/__local/idle?timeout=60");
  expect(idle).toMatchObject({ idle: true });
  const read = await after.call("GET", `/api/0/organizations/acme/issues/${issue?.id}/`);
  expect(read.assignedTo).toMatchObject({ name: "Ada" });
  const store = DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint: after.dynamodb, region: "local", credentials: { accessKeyId: "local", secretAccessKey: "local" } }),
  );
  const { Items = [] } = await store.send(
    new ScanCommand({ TableName: after.table, FilterExpression: "sk = :sk", ExpressionAttributeValues: { ":sk": "EVENT" } }),
  );
  const ids = Items.map((it) => String(it.id)).filter((id) => id.startsWith(`${issue?.id}:`));
  expect(ids.sort()).toEqual([`${issue?.id}:1:issue.assigned`, `${issue?.id}:1:manual.issue_assignment`]);
});
