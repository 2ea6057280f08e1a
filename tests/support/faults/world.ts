import { startDiscord } from "../../../infra/local/sandbox/discord/server.ts";
import { startJira } from "../../../infra/local/sandbox/jira/server.ts";
import { startApp } from "../app.ts";
import { connectCloud } from "../connected-cloud.ts";
import { connectBothWays } from "../connected-jira.ts";
import { addRule, addServer, link } from "../discord/connected.ts";
import { startJiraCloud } from "../jira-cloud/server.ts";
import { visitorOf } from "../visitor.ts";
import { weaveAws } from "./aws-seam.ts";
import { newDeliveries } from "./deliveries.ts";
import { type Behind, weaveFetch } from "./fetch-seam.ts";
import { weaveHttp } from "./http-seam.ts";
import type { Client } from "./plan.ts";

export type World = Awaited<ReturnType<typeof startWorld>>;

const SERVER_ID = 4_000_000_000_002_000;
/** How long something may take that is under way, in real time. */
const PATIENCE_MS = 60_000;
/** What waits to be tried again waits for seconds, and what its worker left behind for minutes. */
const [FIRST_SECONDS, LAST_SECONDS] = [5, 160];
/** How often somebody at the door asks again. */
const TRIES = 12;

/** Lockstep with a Jira Server, a Jira Cloud and a Discord, all connected; every call of a function to any of them can suffer. */
export async function startWorld() {
  const deliveries = newDeliveries();
  const [jira, cloud, discord] = await Promise.all([startJira({ version: "10.3.0" }), startJiraCloud(), startDiscord()]);
  const app = await startApp({
    ...{ own: true, allowPrivateHosts: true, discord: { api: discord.state.url, secrets: discord.secrets } },
    invoking: deliveries.invoking,
  });
  const { system } = app;
  const hosts = new Map<string, Client>([
    [new URL(system.redis.url).host, "redis"],
    [new URL(discord.state.url).host, "discord"],
    [new URL(jira.url).host, "jira"],
    [new URL(cloud.url).host, "jira"],
  ]);
  const others: { stop(): Promise<unknown> }[] = [];
  const behind: Behind = (url) => hosts.get(url.host) ?? null;
  const undo = [weaveAws(), weaveFetch(behind), weaveHttp(behind)];

  const server = await connectBothWays(app, jira, { id: SERVER_ID });
  const site = await connectCloud(app, cloud);
  const visitor = visitorOf(app);
  await visitor.signIn();
  await addServer(discord, visitor);
  await addRule(visitor);
  const ada = await link(discord, app, visitor);

  const told = () => jira.deliveries.answers.length + cloud.deliveries.answers.length;

  /** Until nothing runs and nothing waits, whatever a message waits for: where nothing moves, the clock does, further each time. */
  async function quiet(): Promise<void> {
    const until = performance.now() + PATIENCE_MS;
    let [before, seconds] = ["", FIRST_SECONDS];
    for (let heard = -1; ; ) {
      const { idle, counts } = await system.idle(0.05);
      if (idle && heard === told()) return;
      if (idle) await Promise.all([jira.deliveries.settled(), cloud.deliveries.settled()]);
      if (idle) heard = told();
      if (!idle && performance.now() > until) throw new Error(`still busy: ${JSON.stringify(counts)}`);
      const now = JSON.stringify(counts);
      const isStill = !idle && now === before && counts.handlers === 0 && counts.stream === 0;
      if (isStill) system.advanceClock(seconds);
      seconds = isStill ? Math.min(2 * seconds, LAST_SECONDS) : now === before ? seconds : FIRST_SECONDS;
      before = isStill ? "" : now;
    }
  }

  return {
    ...{ app, system, jira, cloud, discord, server, site, visitor, ada, deliveries, quiet },
    organizationId: server.organizationId,
    serverId: SERVER_ID,
    cloudId: Number(site.id),
    /** Another Jira, which stays as long as the world does. */
    alsoAsk: (other: { url: string; stop(): Promise<unknown> }): void => {
      hosts.set(new URL(other.url).host, "jira");
      others.push(other);
    },
    /** Lets so many seconds pass, and what is due then be done. */
    pass: async (seconds: number) => {
      system.advanceClock(seconds);
      for (const { fn } of system.topology.schedules) await deliveries.start(fn);
      await quiet();
    },
    /** Somebody who asks until it is answered: what is answered 5xx, or not at all, is asked again. */
    ask: async (method: string, path: string, body?: unknown): ReturnType<typeof app.call> => {
      for (let tried = 1; ; tried++) {
        const answer = await app.call(method, path, body).catch(() => null);
        if (answer && answer.status < 500) return answer;
        if (tried === TRIES) throw new Error(`${method} ${path} was answered ${answer?.status ?? "by nobody"} ${TRIES} times`);
        system.advanceClock(1);
      }
    },
    stop: async () => {
      for (const it of undo) it();
      await Promise.all([jira.stop(), cloud.stop(), discord.close(), ...others.map((it) => it.stop())]);
      await app.stop();
    },
  };
}
