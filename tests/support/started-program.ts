import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, vi } from "vitest";

/** `npm start` as its own process, on a folder of its own, as often as wanted. */
export function programs() {
  const home = mkdtempSync(join(tmpdir(), "lockstep-start-"));
  const data = join(home, "data");
  const children: ChildProcess[] = [];
  return {
    home,
    start: (env: Record<string, string> = {}) => {
      const child = spawn(process.execPath, ["--import", "./infra/local/node-version.mjs", "infra/local/start.ts"], {
        env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: "0", LOCKSTEP_DATA: data, ...env },
      });
      children.push(child);
      let printed = "";
      for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (printed += chunk));
      const exit = new Promise<number | string | null>((resolve) => child.once("exit", (code, signal) => resolve(code ?? signal)));
      const ready = () => vi.waitFor(() => expect(printed).toMatch(/stream +Data/), { timeout: 10_000, interval: 20 });
      return { child, exit, ready, printed: () => printed };
    },
    stop: () => {
      for (const child of children) child.kill("SIGKILL");
      rmSync(home, { recursive: true, force: true });
    },
  };
}
