import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@redis/client";
import type { TestProject } from "vitest/node";
import { startDynamoDbLocal } from "../dynamodb-local.ts";
import { there } from "./there.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Where the real parts are; empty where there is none. */
    parts: { dynamodb: string; redis: string };
  }
}

/** Starts each real part once for all workers, and stops it when the last test is done. */
export default async function start(project: TestProject): Promise<() => Promise<void>> {
  const [dynamodb, redis] = await Promise.all([
    there.dynamodb ? startDynamoDbLocal() : null,
    there.redis ? startRealRedis(there.redis) : null,
  ]);
  project.provide("parts", { dynamodb: dynamodb?.url ?? "", redis: redis?.socket ?? "" });
  return async () => {
    dynamodb?.stop();
    await redis?.stop();
  };
}

/** Nothing of it is kept, and only who may read its folder can reach it. It has a database for each Redis that a test starts. */
async function startRealRedis(program: string) {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-redis-"));
  const socket = join(folder, "redis.sock");
  const words = ["--port", "0", "--unixsocket", socket, "--save", "", "--databases", "10000", "--dir", folder];
  const server = spawn(program, words, { stdio: "ignore" });
  const gone = new Promise((resolve) => server.once("exit", resolve));
  process.once("exit", () => server.kill());
  // The client tries again by itself until it is up.
  const client = createClient({ socket: { path: socket, reconnectStrategy: 20 } });
  client.on("error", () => {});
  await client.connect();
  client.destroy();
  return {
    socket,
    stop: async () => {
      server.kill();
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
