import { ScanCommand } from "../../../functions/adapters/dynamo/commands.ts";
import { ownerCaches } from "../../../functions/adapters/redis/owner-caches.ts";
import type { Driven } from "../driven.ts";
import { ORGANIZATION, type World } from "../world.ts";
import { type Item, type Told, violationsIn } from "./invariants.ts";
import { OTHER, type Places, PROJECT } from "./places.ts";

const MEMBERS: Record<string, number> = { admin: ORGANIZATION + 10, bob: ORGANIZATION + 11 };

export async function everything(): Promise<Item[]> {
  const { dynamo, tableName } = await import("../../../functions/adapters/dynamo/client.ts");
  const items: Item[] = [];
  for (let ExclusiveStartKey: Record<string, unknown> | undefined; ; ) {
    const page = await dynamo.send(
      new ScanCommand({ TableName: tableName(), ConsistentRead: true, ...(ExclusiveStartKey && { ExclusiveStartKey }) }),
    );
    items.push(...((page.Items ?? []) as Item[]));
    ExclusiveStartKey = page.LastEvaluatedKey;
    if (!ExclusiveStartKey) return items;
  }
}

export const othersIn = (items: readonly Item[]): Item[] => items.filter((it) => it.pk.startsWith(`ORG#${OTHER}#`));

type Had = { world: World; driven: Driven; places: Places; errors: ReadonlyMap<string, number>; before: readonly Item[]; refused: number };

/** What the sides outside say now, beside everything that is stored. */
export async function toldNow({ world, driven, places, errors, before, refused }: Had): Promise<{ items: Item[]; told: Told }> {
  const { jira, pairs } = places;
  const items = await everything();
  const owner = (ticketId: string) => MEMBERS[jira.tickets.find(ticketId)?.assignee ?? ""] ?? null;
  const pressed = items.filter((it) => it.sk === "GROUP" && it.title === "pressed").map((it) => Number(it.id));
  const [queues, counts] = [(await driven.left()).queues, await world.services.counts()];
  const dead = Object.entries(counts).filter(([name]) => /DeadLetters|Failures/.test(name));
  return {
    items,
    told: {
      organizationId: ORGANIZATION,
      ...{ errors, refused },
      owners: new Map(pairs.map((it) => [it.issueId, owner(it.ticketId)])),
      chosen: new Map(pressed.map((it) => [it, ORGANIZATION + 11])),
      elsewhere: { organizationId: OTHER, before },
      left: { ...queues, ...Object.fromEntries(dead.map(([name, it]) => [name, it.visible + it.inFlight])) },
      writes: jira.requests.filter((it) => it.method === "PUT" || it.url.pathname.endsWith("/transitions")).length,
    },
  };
}

/** What does not hold: of what is stored, and of what is remembered of it. */
export async function violations(had: Had): Promise<string[]> {
  const { items, told } = await toldNow(had);
  const states = items.filter((it) => it.sk === "STATE" && it.pk.startsWith(`ORG#${ORGANIZATION}#`));
  const stale: string[] = [];
  for (const { groupId, assignee } of states.slice(-500)) {
    const { assigned } = await ownerCaches.read({ projectId: PROJECT, groupId: Number(groupId) });
    if (assigned !== null && assigned !== Boolean(assignee)) stale.push(`I4: what is remembered of issue ${groupId} is not so`);
  }
  return [...violationsIn(items, told), ...stale];
}
