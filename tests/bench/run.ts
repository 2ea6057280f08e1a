import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { recordCalls, stepsOf } from "../support/calls.ts";
import { assignmentBody } from "../support/jira-webhooks.ts";
import "../support/quiet.ts";
import { cascadeRow } from "./cascade.ts";
import { DISCORD_PUBLIC_KEY, discordOf } from "./discord.ts";
import { idRows } from "./ids.ts";
import { ingestOf } from "./ingest.ts";
import { answerOf, child, cpuEach, median, spread } from "./measure.ts";
import type { Sent } from "./sender.ts";
import { changeMessage, linkedGroup, ORGANIZATION, startWorld, TOKEN } from "./world.ts";

/** `npm run bench`: what carries over from machine to machine is the ratio, so each figure stands beside a no-op of the same run. */
const ROUNDS = 7;
const REQUESTS = 600;
const PROJECTS = 150;
const EVENTS = 100;

const world = await startWorld({ secrets: { DiscordPublicKey: DISCORD_PUBLIC_KEY } });
const load = child("./sender.ts");
const send = async (url: string, bodies: readonly (string | Sent)[], token?: string) => {
  const requests = bodies.map((it) => (typeof it === "string" ? { body: it } : it));
  load.send({ url, requests, concurrency: 16, token });
  const { failed } = await answerOf<{ failed: number }>(load);
  if (failed > 0) throw new Error(`${failed} requests to ${url} failed`);
};
let serial = 0;
const bodies = () =>
  Array.from({ length: REQUESTS }, () =>
    String(assignmentBody({ ticket: `NONE-${serial++}`, email: "ada@example.com", timestamp: Date.now() })),
  );
const creations = (count: number) => Array.from({ length: count }, () => JSON.stringify({ name: `Bench ${serial++}`, platform: "node" }));
const create = (bodies: string[]) => send(`${world.url}/api/0/teams/acme/core/projects/`, bodies, TOKEN);
const worker = world.topology.queues.find((it) => it.name === "TicketChangesQueue")?.worker?.fn;
const apply = async (tickets: string[]) => {
  for (const ticket of tickets) {
    const attributes = { ApproximateReceiveCount: "1", MessageGroupId: ticket };
    const body = JSON.stringify(changeMessage(ticket, serial++));
    await world.invoke(worker as never, { Records: [{ messageId: ticket, receiptHandle: "bench", body, attributes }] });
  }
};

const ingest = await ingestOf(world);
const presses = await discordOf();
const press = (requests: Sent[]) => send(`${world.url}/extensions/discord/interactions/`, requests);

const noop: number[] = [];
const receiver: number[] = [];
const applied: number[] = [];
const created: number[] = [];
const takenIn: number[] = [];
const stored: number[] = [];
const gathered: number[] = [];
const pressed: number[] = [];
let groups = 0;
for (let round = 0; round <= ROUNDS; round++) {
  const tickets: string[] = [];
  for (let n = 0; n < 150; n++) tickets.push(await linkedGroup(groups++));
  const given = bodies();
  const envelopes = ingest.envelopes(REQUESTS);
  const signed = await presses(REQUESTS);
  const figures = [
    await cpuEach(REQUESTS, () => send(`${world.url}/noop/`, given)),
    await cpuEach(REQUESTS, () => send(world.webhook, given)),
    await cpuEach(tickets.length, () => apply(tickets)),
    await cpuEach(PROJECTS, () => create(creations(PROJECTS))),
    await cpuEach(REQUESTS, () => send(ingest.address, envelopes)),
    await cpuEach(EVENTS, () => ingest.oneByOne(EVENTS)),
    await cpuEach(EVENTS, () => ingest.atOnce(EVENTS)),
    await cpuEach(REQUESTS, () => press(signed)),
  ] as const;
  // The first round warms up.
  if (round === 0) continue;
  noop.push(figures[0]);
  receiver.push(figures[1]);
  applied.push(figures[2]);
  created.push(figures[3]);
  takenIn.push(figures[4]);
  stored.push(figures[5]);
  gathered.push(figures[6]);
  pressed.push(figures[7]);
}

async function callsOf(run: () => Promise<unknown>): Promise<string> {
  const { calls, stop } = recordCalls();
  await run();
  stop();
  const units = calls.reduce((sum, it) => sum + it.writeUnits, 0);
  return `${calls.length} in ${stepsOf(calls)} ${stepsOf(calls) === 1 ? "step" : "steps"}, ${units}`;
}
const ticket = await linkedGroup(groups++);
const receiving = await callsOf(() => send(world.webhook, bodies().slice(0, 1)));
const applying = await callsOf(() => apply([ticket]));
const takingIn = await callsOf(() => send(ingest.address, ingest.envelopes(1)));
const storing = await callsOf(() => ingest.oneByOne(1));
const gathering = await callsOf(() => ingest.atOnce(EVENTS));
const one = await presses(1);
const pressing = await callsOf(() => press(one));
const creating = await callsOf(() => create(creations(1)));
load.disconnect();
const cascaded = await cascadeRow(world, ORGANIZATION);
const ids = await idRows();
await world.stop();

async function boot(): Promise<number> {
  const data = mkdtempSync(join(tmpdir(), "lockstep-bench-"));
  const started = performance.now();
  const env = { ...process.env, PORT: "0", LOCKSTEP_DATA: data };
  const system = spawn(process.execPath, ["--import", "./infra/local/node-version.mjs", "infra/local/start.ts"], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise((resolve) => system.stdout.once("data", resolve));
  const took = performance.now() - started;
  system.kill("SIGKILL");
  await new Promise((resolve) => system.once("exit", resolve));
  rmSync(data, { recursive: true, force: true });
  return took;
}
const boots: number[] = [];
for (let n = 0; n < 5; n++) boots.push(await boot());

const ratio = (values: number[]) => spread(values.map((it, at) => it / (noop[at] ?? Number.NaN)));
const table = (head: string[], rows: string[][]) =>
  console.log(`${[head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n")}\n`);
table(
  ["what", "CPU each, µs", "× no-op", "AWS requests, write units"],
  [
    ["no-op behind the same edge", spread(noop, 0), "1", "0"],
    ["Jira webhook received", spread(receiver, 0), ratio(receiver), receiving],
    ["one assignment applied", spread(applied, 0), ratio(applied), applying],
    ["error taken in", spread(takenIn, 0), ratio(takenIn), takingIn],
    ["error of a known issue stored, alone", spread(stored, 0), ratio(stored), storing],
    [`the same, of ${EVENTS} that come at once`, spread(gathered, 0), ratio(gathered), `${gathering} for all`],
    ["issue assigned in Discord", spread(pressed, 0), ratio(pressed), pressing],
    ["project made", spread(created, 0), ratio(created), creating],
  ],
);
table(["ids at once", "Redis commands", "ms", "commands, INCR loop", "ms, INCR loop", "× in time"], ids);
table(["groups removed", "messages", "write requests", "write units", "read requests", "seconds"], [cascaded]);
console.log(`From \`npm start\` to the first answer: ${spread(boots, 0)} ms (${median(boots) < 3000 ? "under" : "over"} 3 s).`);
console.log(`\nMedian (least to most) of ${ROUNDS} rounds after one to warm up, no-op and the others by turns: ${REQUESTS} distinct webhooks of
10 KB and ${PROJECTS} projects from a second process, 16 at a time; 150 messages applied one after the other. CPU time is this process's,
with the HTTP driver and the handlers in it; the emulators run in a third one. Ids: five rounds, one of the loop for 4,800, the same client
into a Redis in this process, without a network. Node ${process.version}, ${process.platform} ${process.arch}.`);
process.exit(0);
