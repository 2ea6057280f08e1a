import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { expect, vi } from "vitest";

const script = (file: string, args: string[]) => ["--import", resolve("infra/local/node-version.mjs"), resolve(file), ...args];

/** `npm start` as its own process, on a folder of its own, as often as wanted; and the commands that find it from that folder. */
export function programs() {
  const home = mkdtempSync(join(tmpdir(), "lockstep-start-"));
  const data = join(home, "data");
  const children: ChildProcess[] = [];
  return {
    home,
    start: (env: Record<string, string> = {}, args: string[] = []) => {
      const child = spawn(process.execPath, script("infra/local/start.ts", args), {
        cwd: home,
        env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: "0", LOCKSTEP_DATA: data, ...env },
      });
      children.push(child);
      let printed = "";
      for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (printed += chunk));
      const exit = new Promise<number | string | null>((resolve) => child.once("exit", (code, signal) => resolve(code ?? signal)));
      const ready = () => vi.waitFor(() => expect(printed).toMatch(/^DSN +\S+/m), { timeout: 300_000, interval: 20 });
      return { child, exit, ready, printed: () => printed };
    },
    /** Runs a command of ours in that folder until it ends. */
    run: async (file: string, args: string[] = [], env: Record<string, string> = {}) => {
      const child = spawn(process.execPath, script(file, args), {
        cwd: home,
        env: { PATH: process.env.PATH, HOME: process.env.HOME, LOCKSTEP_DATA: data, ...env },
      });
      children.push(child);
      const [out, error] = await Promise.all([text(child.stdout), text(child.stderr)]);
      return { code: child.exitCode ?? (await once(child, "exit"))[0], out, error };
    },
    stop: () => {
      for (const child of children) child.kill("SIGKILL");
      rmSync(home, { recursive: true, force: true });
    },
  };
}
