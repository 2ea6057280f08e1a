import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, expect, test } from "vitest";
import { heldUp } from "../../infra/local/sandbox/jira/exchange.ts";
import { type Jira, startJira } from "../../infra/local/sandbox/jira/server.ts";
import { envelopeOf } from "../support/envelopes.ts";

const folder = mkdtempSync(join(tmpdir(), "lockstep-crash-"));
const TOKEN = "token-of-the-crash-test";
const children: ChildProcess[] = [];
const jiras: Jira[] = [];
const helds: ReturnType<typeof heldUp>[] = [];
afterAll(async () => {
  for (const child of children) child.kill("SIGKILL");
  for (const held of helds) held.letGo();
  for (const jira of jiras) await jira.stop();
  rmSync(folder, { recursive: true, force: true });
});

type Booted = { api: string; dynamodb: string; table: string };

async function boot(name: string, mode: "crash" | "run") {
  const child = fork(new URL("../support/crashing-system.ts", import.meta.url), [join(folder, name), TOKEN, mode], {
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
  const idle = () => call("GET", "/__local/idle?timeout=60");
  const capture = async (message: string): Promise<string> => {
    const [key] = (await call("GET", "/api/0/projects/acme/web/keys/")) as unknown as { dsn: { public: string } }[];
    const { username, pathname } = new URL(key?.dsn.public ?? "");
    await call("POST", `/api${pathname}/envelope/?sentry_key=${username}`, envelopeOf({ message }));
    await idle();
    const [issue] = await call("GET", "/api/0/organizations/acme/issues/");
    return issue?.id ?? "";
  };
  return { child, dead, call, idle, capture, dynamodb, table };
}

test("killed between commit and relay: the change is there, and every effect of it follows after the restart", async () => {
  const before = await boot("relay", "crash");
  const issue = await before.capture("crash");
  // The answer may or may not make it out before the process dies; the change is committed either way.
  await before.call("PUT", `/api/0/organizations/acme/issues/${issue}/`, { assignedTo: "ada" }).catch(() => null);
  expect(await before.dead).toBe("SIGKILL");

  const after = await boot("relay", "run");
  expect(await after.idle()).toMatchObject({ idle: true });
  const read = await after.call("GET", `/api/0/organizations/acme/issues/${issue}/`);
  expect(read.assignedTo).toMatchObject({ name: "Ada" });
  const store = DynamoDBDocumentClient.from(
    new DynamoDBClient({ endpoint: after.dynamodb, region: "local", credentials: { accessKeyId: "local", secretAccessKey: "local" } }),
  );
  const { Items = [] } = await store.send(
    new ScanCommand({ TableName: after.table, FilterExpression: "sk = :sk", ExpressionAttributeValues: { ":sk": "EVENT" } }),
  );
  const ids = Items.map((it) => String(it.id)).filter((id) => id.startsWith(`${issue}:`));
  expect(ids.sort()).toEqual([`${issue}:1:issue.assigned`, `${issue}:1:manual.issue_assignment`]);
});

const ID = 4_000_000_000_001_900;

test.each(["before", "after"] as const)(
  "killed while it writes to Jira, %s Jira has done it: the ticket is as was decided, once",
  async (when) => {
    const jira = await startJira({});
    jiras.push(jira);
    const first = await boot(when, "run");
    const connected = new Promise((resolve) => first.child.once("message", resolve));
    first.child.send({ url: jira.url, id: ID });
    const { tokens } = (await connected) as { tokens: [string, string][] };
    jira.users.push({ name: "lockstep", key: "JIRAUSER10200", displayName: "Lockstep", admin: true });
    for (const [token, user] of tokens) jira.tokens.set(token, user);
    const ticket = jira.tickets.create();
    const issue = await first.capture("a worker dies");
    await first.call("PUT", `/api/0/issues/${issue}/integrations/${ID}/`, { externalIssue: ticket.key });
    await first.idle();

    const held = heldUp();
    helds.push(held);
    jira.faults.set("PUT /rest/api/2/issue/", { [when]: held.wait });
    await first.call("PUT", `/api/0/issues/${issue}/`, { assignedTo: "bob@example.com" });
    await held.reached;
    first.child.kill("SIGKILL");
    await first.dead;
    jira.faults.clear();

    const second = await boot(when, "run");
    const owner = () => jira.tickets.find(ticket.id)?.assignee;
    expect(owner()).toBe(when === "before" ? null : "bob");
    // Its message is seen again once its visibility ends.
    await second.call("POST", "/__local/clock", { advanceSeconds: 61 });
    await second.idle();
    expect(owner()).toBe("bob");
    const written = jira.requests.filter((it) => it.method === "PUT");
    expect(written).toHaveLength(when === "before" ? 2 : 1);
    await second.call("POST", "/__local/clock", { advanceSeconds: 1000 });
    await second.idle();
    expect(jira.requests.filter((it) => it.method === "PUT")).toHaveLength(written.length);
    const [link] = await second.call("GET", `/api/0/organizations/acme/integrations/${ID}/links/`);
    expect(link).toMatchObject({ state: "in-step", problems: [] });
    expect((await second.call("GET", `/api/0/issues/${issue}/`)).assignedTo).toMatchObject({ name: "Bob" });
  },
);
