import { join } from "node:path";
import type { Route } from "../topology.ts";
import { isCurrent } from "./current.ts";
import { newFeed } from "./feed.ts";
import { keeper, readKept } from "./kept.ts";
import { lockstepAt } from "./lockstep.ts";
import { withPlaces } from "./places.ts";
import { around, quietWhileLooking } from "./quietly.ts";
import { newSandbox } from "./sandbox.ts";
import { NEW_STORY } from "./story.ts";
import { startWorld } from "./world.ts";

const step = (name: string, handler: string): Pick<Route, "fn" | "step"> => ({
  fn: { name, handler, links: [], timeoutSeconds: 60, memoryMb: 128, url: false, environment: {} },
  step: handler,
});
const pages = step("Sandbox", "infra/local/sandbox/pages/handler.handler");
const sheet = step("SandboxSheet", "infra/local/sandbox/pages/sheet.handler");

/** What this machine answers beside what infra/ declares. */
const ROUTES: readonly Route[] = [
  ...["GET", "POST"].flatMap((method) => ["/__local/tour", "/__local/sandbox"].map((path): Route => ({ method, path, ...pages }))),
  { method: "GET", path: "/__local/discord", ...pages },
  { method: "GET", path: "/__local/style.css", ...sheet },
];

/** A Jira and a Discord of this machine, before the system that they belong to; `data` is its folder, null where nothing is kept. */
export async function startSandbox(data: string | null) {
  const file = data === null ? null : join(data, "sandbox.json");
  const kept = readKept(file);
  const world = await startWorld(kept);
  const story = { ...NEW_STORY, ...kept?.story };
  const feed = newFeed(kept?.feed);
  let stop = async (): Promise<unknown> => world.stop();
  return {
    discordApi: world.discord.state.url,
    secrets: world.discord.secrets,
    ...{ routes: ROUTES, around },
    dress: (path: string, result: unknown): unknown => withPlaces(path, result, story.survived),
    /** The system runs, and is reached here. */
    join: (api: string, token: string): void => {
      world.reached(api);
      const tokenLine = data === null ? "export TOKEN=…, as npm start printed it" : `export TOKEN=$(cat ${join(data, "token")})`;
      const sandbox = newSandbox({ lockstep: lockstepAt(api, token), world, feed, story, tokenLine });
      isCurrent(sandbox);
      quietWhileLooking();
      const keeping = keeper(file, () => ({ api, ...world.kept(), story, feed: feed.all }));
      stop = async () => {
        sandbox.stop();
        keeping.stop();
        await world.stop();
      };
    },
    stop: () => stop(),
  };
}
