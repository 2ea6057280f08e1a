import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Runs `npm run demo:error`, a program of its own with Sentry's SDK in it, until it has sent an error, with a message where one is given. */
export async function sendError(message: readonly string[]): Promise<void> {
  const args = ["--import", at("../node-version.mjs"), at("../demo-error.ts"), ...message];
  const program = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"] });
  let complaint = "";
  program.stderr.on("data", (chunk) => (complaint += chunk));
  const [code] = await once(program, "exit");
  if (code !== 0) throw new Error(`demo:error ended with ${code}: ${complaint}`);
}
