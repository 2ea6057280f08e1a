import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { NotFound, Unavailable } from "../../../core/errors.ts";
import { commentPlace } from "../../../core/sync/comment-course.ts";
import type { LinkPlace, Written } from "../../../core/sync/link.ts";
import { withEcho, withWrite } from "../../../core/sync/own-writes.ts";
import type { LinkNews, Links } from "../../../core/sync/ports.ts";
import { batchGet } from "./batch-get.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { indexed, type Key, keys, prefixes, sortKeys } from "./keys.ts";
import { readIssue, readLink } from "./link-items.ts";
import { queryAll, queryPage } from "./query.ts";
import { transact, type Write } from "./transact.ts";

const ATTEMPTS = 6;
type Update = { Update: NonNullable<Write["Update"]> };

const ticketLink = ({ organizationId, integrationId, ticket, groupId }: LinkPlace): Key =>
  keys.ticketLink(organizationId, integrationId, ticket, groupId);
const groupLink = ({ organizationId, integrationId, ticket, groupId }: LinkPlace): Key =>
  keys.groupLink(organizationId, groupId, integrationId, ticket);

export const links: Links = {
  byTicket: async (organizationId, integrationId, ticket) => (await links.ofTicket(organizationId, integrationId, ticket)).links,

  async ofTicket(organizationId, integrationId, ticket) {
    const { pk, sk } = keys.externalIssue(organizationId, integrationId, ticket);
    const items = await queryAll(pk);
    const issue = items.find((it) => it.sk === sk);
    return { issue: issue ? readIssue(issue) : null, links: items.filter((it) => it !== issue).map(readLink) };
  },

  async byGroup(organizationId, groupId) {
    return (await queryAll(keys.group(organizationId, groupId).pk, prefixes.link)).map(readLink);
  },

  async known(organizationId, integrationId, tickets) {
    const wanted = [...new Set(tickets)].map((it) => keys.externalIssue(organizationId, integrationId, it));
    return (await batchGet(wanted)).map(readIssue);
  },

  async ofIntegration(organizationId, integrationId, page) {
    const { items, next } = await queryPage({ index: "gsi1", pk: indexed.links(organizationId, integrationId), page });
    return { items: items.map(readLink), next };
  },

  async find(place) {
    const { organizationId, integrationId, ticket } = place;
    const items = await batchGet([keys.externalIssue(organizationId, integrationId, ticket), ticketLink(place)]);
    const [issue, link] = [items.find((it) => it.sk === sortKeys.ticket), items.find((it) => it.sk !== sortKeys.ticket)];
    return issue && link ? { issue: readIssue(issue), link: readLink(link) } : null;
  },

  async create(issue, link) {
    const { organizationId, integrationId, ticket } = issue;
    const names = Object.entries(issue);
    const put = (itemKey: Key, place: object = {}) => ({
      Put: { TableName: tableName(), Item: { ...itemKey, ...place, ...link }, ConditionExpression: "attribute_not_exists(pk)" },
    });
    const listed = { gsi1pk: indexed.links(organizationId, integrationId), gsi1sk: `${ticket}#${link.groupId}` };
    const TransactItems = [
      update(
        keys.externalIssue(organizationId, integrationId, ticket),
        `SET newestLink = :newest, ${names.map((_, n) => `#f${n} = if_not_exists(#f${n}, :f${n})`).join(", ")} ADD #links :one`,
        { "#links": "links", ...Object.fromEntries(names.map(([name], n) => [`#f${n}`, name])) },
        { ":newest": link.groupId, ":one": 1, ...Object.fromEntries(names.map(([, value], n) => [`:f${n}`, value])) },
        null,
      ),
      put(ticketLink(link), listed),
      put(groupLink(link)),
      {
        ConditionCheck: {
          TableName: tableName(),
          Key: keys.groupState(organizationId, link.groupId),
          ConditionExpression: "attribute_exists(pk)",
        },
      },
    ];
    const failed = await transact(TransactItems);
    if (failed.includes(TransactItems.length - 1)) throw new NotFound();
    return failed.length === 0;
  },

  async remove(place) {
    const { organizationId, integrationId, ticket, groupId } = place;
    const Key = keys.externalIssue(organizationId, integrationId, ticket);
    const items = await queryAll(Key.pk);
    const issue = items.find((it) => it.sk === Key.sk);
    const isLast = items.every((it) => it === issue || it.groupId === groupId);
    const gone: Write[] = [ticketLink(place), groupLink(place)].map((Key) => ({ Delete: { TableName: tableName(), Key } }));
    if (issue && isLast) gone.push({ Delete: { TableName: tableName(), Key, ...sameNewestLink(issue) } });
    // Another link was made meanwhile, so the ticket is read again.
    if ((await transact(gone)).length > 0) await links.remove(place);
  },

  async noteAssignee(place, hint) {
    const values = { ":value": hint, ":version": hint.version, ":null": "NULL" };
    const older = "(attribute_type(hint, :null) OR attribute_not_exists(hint) OR hint.#version < :version)";
    await orGone(update(ticketLink(place), "SET hint = :value", { "#version": "version" }, values, `${THERE} AND ${older}`));
  },

  async record(place, news) {
    const { written, noted, ...ofLink } = news;
    const recorded = recordUpdate(place, ofLink);
    const all = [recorded, ...(noted ? [noteUpdate(place, noted)] : [])];
    if (written) await keepWritten(place, written.known, (known) => withWrite(known, written.write), all);
    else if (noted) await transact(all);
    else await orGone(recorded);
  },

  told: (issue, write, deliveryId) => keepWritten(issue, issue.written, (known) => withEcho(known, write, deliveryId)),

  async follow(issue, now) {
    const { organizationId, integrationId, ticket } = issue;
    const fields = Object.entries(now);
    const names = Object.fromEntries(fields.map(([name], n) => [`#f${n}`, name]));
    const set = `SET ${fields.map((_, n) => `#f${n} = :f${n}`).join(", ")}`;
    const values = Object.fromEntries(fields.map(([, value], n) => [`:f${n}`, value]));
    await orGone(update(keys.externalIssue(organizationId, integrationId, ticket), set, names, values));
    if (now.key === undefined || now.key === issue.key) return;
    for (const link of await links.byTicket(organizationId, integrationId, ticket)) {
      const renamed = (Key: Key) => update(Key, "SET #key = :key", { "#key": "key" }, { ":key": now.key });
      await transact([renamed(ticketLink(link)), renamed(groupLink(link))]);
    }
  },
};

const sameNewestLink = ({ newestLink = null }: Record<string, unknown>) => ({
  ConditionExpression: newestLink === null ? "attribute_not_exists(newestLink)" : "newestLink = :newest",
  ...(newestLink !== null && { ExpressionAttributeValues: { ":newest": newestLink } }),
});

/** What a ticket keeps of writes is changed only as it was read: owner and status are written, and told of, at the same time. */
async function keepWritten(
  { organizationId, integrationId, ticket }: Pick<LinkPlace, "organizationId" | "integrationId" | "ticket">,
  known: readonly Written[],
  change: (known: readonly Written[]) => Written[],
  others: Update[] = [],
): Promise<void> {
  const Key = keys.externalIssue(organizationId, integrationId, ticket);
  const asRead = `${THERE} AND (attribute_not_exists(written) OR written = :known)`;
  for (let now = known, attempt = 1; ; attempt++) {
    const values = { ":written": change(now), ":known": now };
    const kept = update(Key, "SET written = :written", {}, values, asRead);
    if (others.length === 0 ? await orGone(kept) : !(await transact([...others, kept])).includes(others.length)) return;
    const [found] = await batchGet([Key]);
    if (!found) return;
    if (attempt === ATTEMPTS) throw new Unavailable("The database", 1);
    now = readIssue(found).written;
  }
}

const THERE = "attribute_exists(pk)";

const update = (
  Key: Key,
  UpdateExpression: string,
  names: Record<string, string>,
  ExpressionAttributeValues: Record<string, unknown>,
  condition: string | null = THERE,
): Update => ({
  Update: {
    TableName: tableName(),
    Key,
    UpdateExpression,
    ...(condition !== null && { ConditionExpression: condition }),
    ...(Object.keys(names).length > 0 && { ExpressionAttributeNames: names }),
    ExpressionAttributeValues,
  },
});

/** A hint is overwritten as it is: an older one costs one more try, no more. */
function recordUpdate(place: LinkPlace, { hint, ...sync }: Omit<LinkNews, "written" | "noted">): Update {
  const fields = Object.entries(sync);
  return update(
    ticketLink(place),
    `SET ${[...(hint ? ["hint = :hint"] : []), ...fields.map((_it, n) => `sync.#f${n} = :f${n}`)].join(", ")}`,
    Object.fromEntries(fields.map(([name], n) => [`#f${n}`, name])),
    { ...(hint && { ":hint": hint }), ...Object.fromEntries(fields.map(([, value], n) => [`:f${n}`, value])) },
  );
}

const noteUpdate = (place: LinkPlace, { version, commentId }: NonNullable<LinkNews["noted"]>): Update =>
  update(
    keys.activity(place.organizationId, place.groupId, version),
    "SET comments.#place = :comment",
    { "#place": commentPlace(place) },
    { ":comment": commentId },
    "attribute_exists(comments)",
  );

/** Whether its condition held. */
async function orGone({ Update }: Update): Promise<boolean> {
  const request = orUnavailable(dynamo.send(new UpdateCommand(Update)));
  return request.then(
    () => true,
    (error: unknown) => {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    },
  );
}
