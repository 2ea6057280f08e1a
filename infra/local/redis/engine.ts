import { ClientSession, createRedisCommandExecutor, isResponseStream, RedisServerState, type RedisValue } from "js-redis-server/core";

export type Command = readonly [string, ...string[]];

export type Engine = {
  /** Runs the commands in order, each with its own reply. */
  pipeline(commands: readonly Command[]): Promise<RedisValue[]>;
  /** MULTI … EXEC around the commands: an array of replies, or the one error that kept all of them from running. */
  transaction(commands: readonly Command[]): Promise<RedisValue>;
  close(): void;
};

/** A Redis in this process's memory. */
export function createEngine(): Engine {
  const server = new RedisServerState({ databaseCount: 1 });
  const executor = createRedisCommandExecutor();

  // A session of its own for every request, as REST has none: what MULTI, WATCH or SELECT leave behind must not reach the next one.
  async function withSession<T>(use: (run: (command: Command) => Promise<RedisValue>) => Promise<T>): Promise<T> {
    const session = new ClientSession({ server, executor });
    try {
      return await use(async ([name, ...args]) => {
        const reply = await session.execute(
          name,
          args.map((arg) => Buffer.from(arg)),
        );
        if (!isResponseStream(reply)) return reply.value;
        reply.close();
        return { kind: "error", code: "ERR", message: `Command is not available: '${name}'` };
      });
    } finally {
      session.close();
    }
  }

  return {
    pipeline: (commands) =>
      withSession(async (run) => {
        const replies: RedisValue[] = [];
        for (const command of commands) replies.push(await run(command));
        return replies;
      }),
    transaction: (commands) =>
      withSession(async (run) => {
        await run(["MULTI"]);
        for (const command of commands) await run(command);
        return run(["EXEC"]);
      }),
    close: () => server.close(),
  };
}
