import type { Item as Exported } from "../../../core/operations/export.ts";
import { dynamo, getItem, orUnavailable, tableName, unlessRefused } from "./client.ts";
import { BatchWriteCommand, PutCommand } from "./commands.ts";
import { idOf, indexed, type Key, keys, prefixes } from "./keys.ts";
import { queryAll, queryPage } from "./query.ts";

type Item = Exported & Key;
type Items = AsyncGenerator<Item>;
const PAGE = 100;

/** What would let somebody in, is about a project that is gone, or is of no use in days. */
const LEFT = {
  organization: [prefixes.token, prefixes.deletion, prefixes.givenUp],
  project: [prefixes.eventId, prefixes.counted, prefixes.invalidation],
} as const;

/**
 * Everything that an organization has decided and collected, what leads to it last; without tokens and secrets, and without records of
 * analytics, which decide nothing and end by themselves. Integrations come disconnected. Throws Unavailable.
 */
export async function* organizationItems(organizationId: number, slug: string): Items {
  const all = (await queryAll(keys.organization(organizationId).pk)) as Item[];
  const under = (prefix: string): Item[] => all.filter(({ sk }) => sk.startsWith(prefix));
  for (const { userId } of under(prefixes.member)) yield* person(organizationId, Number(userId));
  yield* partition(keys.auditEntry(organizationId, 0, "").pk, []);
  for (const { provider, externalId, integrationId } of under(prefixes.integration)) {
    yield* integration(organizationId, String(provider), String(externalId));
    yield* partition(keys.mappedAccount(organizationId, Number(integrationId), "").pk, []);
  }
  for (const { guildId } of under(prefixes.guild)) yield* one(keys.guildInstallation(String(guildId), organizationId));
  yield* partition(keys.change(organizationId, "").pk, []);
  for (const { sk, deletedAt } of under(prefixes.project)) if (deletedAt === undefined) yield* project(organizationId, idOf(sk));
  const own = keys.organization(organizationId);
  const kept = all.filter(({ sk }) => sk !== own.sk && !LEFT.organization.some((it) => sk.startsWith(it)));
  // Projects after everybody who may have them: what follows one that nobody has heard of looks at teams and members as they are then.
  const isProject = ({ sk }: Item): boolean => sk.startsWith(prefixes.project);
  yield* kept.filter((it) => !isProject(it));
  yield* kept.filter((it) => isProject(it) && it.deletedAt === undefined);
  yield* one(keys.organizationSlug(slug));
  yield* one(own);
}

async function* one(key: Key): Items {
  const item = await getItem(key);
  if (item) yield item as Item;
}

async function* partition(pk: string, left: readonly string[]): Items {
  for (const item of (await queryAll(pk)) as Item[]) if (!left.some((it) => item.sk.startsWith(it))) yield item;
}

async function* person(organizationId: number, userId: number): Items {
  for (const item of (await queryAll(keys.user(userId).pk)) as Item[]) {
    yield item;
    if (!item.sk.startsWith(prefixes.email)) continue;
    yield* one(keys.userAddress(String(item.email)));
    yield* one(keys.memberEmail(organizationId, String(item.email), userId));
  }
}

async function* integration(organizationId: number, provider: string, externalId: string): Items {
  for await (const item of one(keys.integration(provider, externalId))) {
    const none = { status: "disabled", sealedCredentials: null, sealedWebhookSecret: null, webhookId: null };
    const { formerWebhookSecrets: _, ...kept } = item;
    yield { ...(kept as Item), ...none };
  }
  for await (const item of one(keys.installation(provider, externalId, organizationId))) yield { ...item, status: "disabled" };
}

async function* project(organizationId: number, projectId: number): Items {
  for await (const item of partition(keys.projectKey(organizationId, projectId, "").pk, LEFT.project)) {
    yield item;
    if (item.sk.startsWith(prefixes.key)) yield* one(keys.publicKey(String(item.publicKey)));
  }
  let cursor: string | undefined;
  do {
    const found = await queryPage({ index: "gsi1", pk: indexed.groups(organizationId, projectId), page: { limit: PAGE, cursor } });
    for (const { id } of found.items) yield* group(organizationId, Number(id));
    cursor = found.next ?? undefined;
  } while (cursor !== undefined);
}

async function* group(organizationId: number, groupId: number): Items {
  for await (const item of partition(keys.group(organizationId, groupId).pk, [])) {
    yield item;
    if (!item.sk.startsWith(prefixes.link)) continue;
    const [integrationId, ticketId] = [Number(item.integrationId), String(item.ticketId)];
    yield* one(keys.ticketLink(organizationId, integrationId, ticketId, groupId));
    yield* one(keys.ticket(integrationId, ticketId));
  }
}

/** Whether either leads to an organization already. Throws Unavailable. */
export async function isTaken({ id, slug }: { id: number; slug: string }): Promise<boolean> {
  const found = await Promise.all([getItem(keys.organization(id)), getItem(keys.organizationSlug(slug))]);
  return found.some((it) => it !== undefined);
}

/** What several organizations share stays as it is where it is there; everything else is written. Again is the same. Throws Unavailable. */
export async function putOrganizationItems(organizationId: number, exported: readonly Exported[]): Promise<{ kept: number }> {
  const items = exported as readonly Item[];
  const own = keys.organization(organizationId).pk;
  const isOwn = ({ pk }: Item): boolean => pk === own || pk.startsWith(`${own}#`);
  let requests = items.filter(isOwn).map((it) => ({ PutRequest: { Item: it } }));
  while (requests.length > 0) {
    const answer = await orUnavailable(dynamo.send(new BatchWriteCommand({ RequestItems: { [tableName()]: requests.slice(0, 25) } })));
    requests = [...((answer.UnprocessedItems?.[tableName()] ?? []) as typeof requests), ...requests.slice(25)];
  }
  let kept = 0;
  for (const it of items.filter((item) => !isOwn(item))) {
    const input = { TableName: tableName(), Item: it, ConditionExpression: "attribute_not_exists(pk)" };
    if ((await unlessRefused(dynamo.send(new PutCommand(input)))) === null) kept++;
  }
  return { kept };
}
