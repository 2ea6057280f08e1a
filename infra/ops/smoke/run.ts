import { randomBytes } from "node:crypto";
import { Command } from "commander";
import type { Subject } from "./check.ts";
import { checks } from "./checks.ts";
import { send } from "./client.ts";

/** `npm run smoke -- URL`: whether what is deployed at an address does what was tested here, line by line. */
const smoke = new Command("smoke")
  .description("Asks a running Lockstep what only the real thing can answer. Makes a team and a project of its own and removes them.")
  .argument("<url>", "its address, as people and SDKs know it")
  .requiredOption("--token <token>", "of an organization to try it in, with all scopes", process.env.LOCKSTEP_TOKEN)
  .option("--other <token>", "of a second organization")
  .option("--patience <seconds>", "how long an event may take to become an issue", "30")
  .parse();
const [address = ""] = smoke.args;
const url = URL.parse(address) ?? smoke.error(`${address} is no address: say it as https://errors.example.com`);
const { token, other, patience } = smoke.opts<{ token: string; other?: string; patience: string }>();

const name = `smoke-${randomBytes(4).toString("hex")}`;
const ask: Subject["ask"] = (path, sent) => send(url, path, sent);
const api: Subject["api"] = (path, sent) => ask(path, { ...sent, headers: { authorization: `Bearer ${token}`, ...sent?.headers } });
const json = { "content-type": "application/json" };

const { json: organizations } = await api("/api/0/organizations/").catch((error: Error) =>
  smoke.error(`${url.origin} does not answer: ${error.message}`),
);
const organization =
  (organizations as unknown as { slug: string }[])[0]?.slug ?? smoke.error(`${url.origin} knows no organization of this token.`);
await api(`/api/0/organizations/${organization}/teams/`, { method: "POST", headers: json, body: JSON.stringify({ slug: name }) });
const subject: Subject = {
  url,
  token,
  other,
  deployed: url.protocol === "https:",
  organization,
  team: name,
  project: name,
  patience: Number(patience),
  ask,
  api,
};

let failed = 0;
let held = 0;
for (const { line, needs, holds } of checks) {
  const unasked = needs?.(subject);
  if (unasked) {
    console.log(`-     ${line}: not asked, ${unasked}`);
    continue;
  }
  try {
    await holds(subject);
    held++;
    console.log(`ok    ${line}`);
  } catch (error) {
    failed++;
    console.log(`FAILS ${line}: ${(error as Error).message.replaceAll(/\s+/g, " ").slice(0, 300)}`);
  }
}
await api(`/api/0/projects/${organization}/${name}/`, { method: "DELETE" });
await api(`/api/0/teams/${organization}/${name}/`, { method: "DELETE" });
console.log(`${held} hold, ${failed} fail, ${checks.length - held - failed} not asked`);
process.exitCode = failed > 0 ? 1 : 0;
