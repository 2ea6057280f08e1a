import { operatedQueues } from "../../../functions/adapters/sqs/operated-queues.ts";
import { wholeTable } from "../owned-project.ts";
import type { World } from "./world.ts";

export type Item = Record<string, unknown> & { pk: string; sk: string };

/** What is left when everything is quiet: the table, what Redis remembers, both Jiras, Discord, and what queues and their dead letters hold. */
export type EndState = {
  organizationId: number;
  items: Item[];
  byKey: Map<string, Item>;
  /** By partition. */
  byPk: Map<string, Item[]>;
  redis: Map<string, string>;
  waiting: Record<string, number>;
  dead: string[];
  world: Pick<World, "jira" | "cloud" | "discord" | "serverId" | "cloudId">;
};

export async function endStateOf(world: World): Promise<EndState> {
  const byKey = (await wholeTable()) as Map<string, Item>;
  const { system, organizationId } = world;
  const items = [...byKey.values()];
  const waiting = (await system.idle(0)).counts.queues;
  return {
    ...{ organizationId, byKey, items, byPk: Map.groupBy(items, (it) => it.pk), waiting, world },
    redis: await remembered(system.redis),
    dead: await deadLetters(),
  };
}

/** Every answer that Redis keeps as text. */
async function remembered({ url, token }: { url: string; token: string }): Promise<Map<string, string>> {
  const ask = async (...command: string[]) => {
    const response = await fetch(url, { method: "POST", headers: { authorization: `Bearer ${token}` }, body: JSON.stringify(command) });
    return ((await response.json()) as { result: unknown }).result;
  };
  const names = [...((await ask("KEYS", "assignee_exists:*")) as string[]), ...((await ask("KEYS", "owner_exists:*")) as string[])];
  const epochs = (await ask("KEYS", "pe:*")) as string[];
  const all = [...names, ...epochs];
  if (all.length === 0) return new Map();
  const values = (await ask("MGET", ...all)) as (string | null)[];
  return new Map(all.flatMap((name, at) => (values[at] ? [[name, values[at]] as const] : [])));
}

/** How many letters each queue has given up, by name, where there are any, with the first cause. */
async function deadLetters(): Promise<string[]> {
  const depths = await Promise.all(operatedQueues.names().map((it) => operatedQueues.depth(it)));
  const given = depths.filter(({ dead }) => dead > 0);
  return Promise.all(
    given.map(async ({ name, dead }) => {
      const letters = await operatedQueues.take(name, 1);
      await operatedQueues.putBack(name, letters);
      return `${name} gave up ${dead}: ${letters[0]?.cause ?? "taken by somebody"}`;
    }),
  );
}
