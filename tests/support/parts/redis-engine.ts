import { createClient, ErrorReply, RESP_TYPES } from "@redis/client";
import type { RedisValue } from "js-redis-server/core";
import { inject } from "vitest";
import type { Command, Engine } from "../../../infra/local/redis/engine.ts";

// Text is read as bytes and words like OK as String, so that the two can be told apart as the front does it.
const commandOptions = { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer, [RESP_TYPES.SIMPLE_STRING]: String } };
/** After these a connection has something that the next request must not find. */
const LEAVES_SOMETHING = new Set(["MULTI", "WATCH", "SELECT", "AUTH", "CLIENT", "HELLO", "RESET"]);
/** What answers with more than one reply. */
const STREAMS = new Set(["SUBSCRIBE", "PSUBSCRIBE", "SSUBSCRIBE", "MONITOR", "SYNC", "PSYNC"]);
/** A server of one's own is a database of the one that all workers share. */
const OF_ONE_DATABASE: Record<string, string> = { FLUSHALL: "FLUSHDB" };

type Connection = Awaited<ReturnType<typeof connect>>;

/** A real Redis or Valkey, spoken to as every client does it: what stands behind Upstash's address. */
export function createEngine(): Engine {
  const free: Connection[] = [];
  const all = new Set<Connection>();
  let database: Promise<number> | undefined;

  async function withSession<T>(commands: readonly Command[], use: (run: (command: Command) => Promise<RedisValue>) => Promise<T>) {
    database ??= freeDatabase();
    const connection = free.pop() ?? (await connect(await database));
    all.add(connection);
    try {
      return await use((command) => run(connection, command));
    } finally {
      if (commands.some(([name]) => LEAVES_SOMETHING.has(name.toUpperCase()))) {
        connection.destroy();
        all.delete(connection);
      } else free.push(connection);
    }
  }

  return {
    pipeline: (commands) =>
      withSession(commands, async (run) => {
        const replies: RedisValue[] = [];
        for (const command of commands) replies.push(await run(command));
        return replies;
      }),
    transaction: (commands) =>
      withSession(commands, async (run) => {
        await run(["MULTI"]);
        for (const command of commands) await run(command);
        return run(["EXEC"]);
      }),
    close: () => {
      for (const connection of all) connection.destroy();
    },
  };
}

async function connect(database: number) {
  const client = createClient({ RESP: 2, database, socket: { path: inject("parts").redis, reconnectStrategy: false }, commandOptions });
  client.on("error", () => {});
  await client.connect();
  return client;
}

/** The first database counts those that were given out. */
async function freeDatabase(): Promise<number> {
  const counter = await connect(0);
  const taken = await counter.incr("databases");
  counter.destroy();
  return taken;
}

async function run(connection: Connection, [name, ...args]: Command): Promise<RedisValue> {
  if (STREAMS.has(name.toUpperCase())) return { kind: "error", code: "ERR", message: `Command is not available: '${name}'` };
  try {
    return asValue(await connection.sendCommand([OF_ONE_DATABASE[name.toUpperCase()] ?? name, ...args]));
  } catch (error) {
    if (error instanceof ErrorReply) return asValue(error);
    throw error;
  }
}

function asValue(reply: unknown): RedisValue {
  if (reply === null) return { kind: "null" };
  if (Buffer.isBuffer(reply)) return { kind: "bulk-string", value: reply };
  if (reply instanceof ErrorReply) return { kind: "error", message: reply.message } as RedisValue;
  if (Array.isArray(reply)) return { kind: "array", items: reply.map(asValue) };
  if (typeof reply === "number") return { kind: "integer", value: reply };
  return { kind: "simple-string", value: String(reply) };
}
