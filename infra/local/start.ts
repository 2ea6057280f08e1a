import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { banner } from "./banner.ts";
import { flowLines } from "./flow-lines.ts";
import { folderRefusal } from "./folder-format.ts";
import { lockFolder } from "./lock.ts";
import { type Endpoints, stop as fail, placeOf } from "./running.ts";
import { startSandbox } from "./sandbox/start.ts";
import { startSystem } from "./system.ts";

/** `npm start`: the whole system on this machine. The variables are in the README. */
// The parent is read first: it may be gone when everything runs.
const { env, ppid: shell } = process;
const { data, home } = placeOf(env);
const port = Number(env.PORT ?? 3000);
if (!Number.isInteger(port) || port < 0 || port > 65_535) fail(`PORT has to be a number from 0 to 65535, not "${env.PORT}".`);

const idRegion = Number(env.LOCKSTEP_REGION_ID ?? 0);
if (!Number.isInteger(idRegion) || idRegion < 0 || idRegion > 4095)
  fail(`LOCKSTEP_REGION_ID has to be a whole number from 0 to 4095, not "${env.LOCKSTEP_REGION_ID}".`);

const token = readToken();
const unlock = data === null ? () => {} : lockFolder(data);
if (!unlock) fail(`Another Lockstep runs on ${data}. Stop it first, or set LOCKSTEP_DATA to another folder.`);
process.on("exit", unlock);
const refusal = data === null ? null : folderRefusal(data);
if (refusal !== null) fail(refusal);

const given = secrets();
// A sandbox is for whoever has neither: it needs loopback addresses, and a Discord of its own.
const allowPrivateHosts = (env.LOCKSTEP_ALLOW_PRIVATE_HOSTS ?? (env.LOCKSTEP_PUBLIC_URL ? "0" : "1")) === "1";
const hasDiscord = env.DISCORD_API_URL !== undefined || Object.keys(given).some((it) => it.startsWith("Discord"));
const sandbox = allowPrivateHosts && !hasDiscord ? await startSandbox(data) : null;

const system = await startSystem({
  port,
  data: data ?? ":memory:",
  token,
  publicUrl: env.LOCKSTEP_PUBLIC_URL,
  allowPrivateHosts,
  idRegion,
  atlassian: {
    connectKeysUrl: env.JIRA_CONNECT_KEYS_URL?.replace(/\/+$/, ""),
    jiraEmailScope: /^(1|true)$/i.test(env.JIRA_USE_EMAIL_SCOPE ?? "") ? "1" : "0",
  },
  discordApi: sandbox?.discordApi ?? env.DISCORD_API_URL,
  secrets: { ...sandbox?.secrets, ...given },
  beside: sandbox ?? undefined,
}).catch((error: NodeJS.ErrnoException) => {
  if (error.name === "Conflict") return fail(`${data ?? "The store"}: ${error.message}`);
  if (error.code === "EADDRINUSE") return fail(`Port ${port} is taken. Set PORT to another one, or to 0 for a free one.`);
  throw error;
});

sandbox?.join(system.api, token);
const endpointsFile = join(home, "endpoints.json");
const { api, dynamodb, sqs, redis, table, queues } = system;
const endpoints: Endpoints = { api, dynamodb, sqs, redis, table, queues, resources: JSON.parse(system.resources), token };
mkdirSync(home, { recursive: true });
writeFileSync(endpointsFile, JSON.stringify(endpoints, null, 2), { mode: 0o600 });
process.on("exit", () => rmSync(endpointsFile, { force: true }));
if (process.argv.includes("--routes")) process.stdout.write(flowLines(system.topology));
process.stdout.write(banner(system, token, sandbox !== null));

let stopping = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, shutDown);

// npm passes a signal to its shell, which may end without passing it on: whoever npm started ends with that shell.
if (env.npm_lifecycle_event) setInterval(() => process.ppid !== shell && shutDown(), 250).unref();

function shutDown(): void {
  if (stopping) return;
  stopping = true;
  // What still runs after this long is left as kill -9 would leave it, which loses nothing either.
  setTimeout(() => process.exit(0), 4500).unref();
  void system
    .stop()
    .finally(() => sandbox?.stop())
    .finally(() => process.exit(0));
}

/** The demo owner's token: given, or generated once and kept where only this user reads it. */
function readToken(): string {
  if (env.LOCKSTEP_TOKEN) return env.LOCKSTEP_TOKEN;
  if (data === null) return randomBytes(32).toString("hex");
  const file = join(data, "token");
  if (existsSync(file)) return readFileSync(file, "utf8").trim();
  const token = randomBytes(32).toString("hex");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${token}\n`, { mode: 0o600 });
  return token;
}

function secrets(): Record<string, string> {
  const prefix = "LOCKSTEP_SECRET_";
  const given = Object.entries(env).filter(([name, value]) => name.startsWith(prefix) && value);
  return Object.fromEntries(given.map(([name, value]) => [name.slice(prefix.length), value ?? ""]));
}
