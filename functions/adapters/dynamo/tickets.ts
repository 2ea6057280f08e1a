import { Unavailable } from "../../../core/errors.ts";
import type { Tickets } from "../../../core/sync/ports.ts";
import type { TicketRef, TicketState } from "../../../core/sync/ticket-state.ts";
import { now } from "../clock.ts";
import { batchGet } from "./batch-get.ts";
import { dynamo, orUnavailable, tableName, unlessRefused } from "./client.ts";
import { PutCommand, QueryCommand, UpdateCommand } from "./commands.ts";
import { groupWritesOf } from "./commit.ts";
import { indexed, keys, prefixes } from "./keys.ts";
import { queryAll } from "./query.ts";
import { dueIn, readLink, readTicket, ticketItem } from "./ticket-items.ts";
import { transact, type Write } from "./transact.ts";
import { readWatched } from "./watched.ts";

const ATTEMPTS = 10;
const DAY_SECONDS = 86_400;

/** As it was read: what others wrote meanwhile is not overwritten, nor the time at which they want it looked at. */
const AS_READ = "#rev = :rev AND #due = :due";
const asRead = ({ rev, due }: Pick<TicketState, "rev" | "due">) => ({
  ConditionExpression: AS_READ,
  ExpressionAttributeNames: { "#rev": "rev", "#due": "due" },
  ExpressionAttributeValues: { ":rev": rev, ":due": due },
});

export const putTicket = (state: TicketState, before: Pick<TicketState, "rev" | "due"> | null): Write => ({
  Put: {
    TableName: tableName(),
    Item: ticketItem({ ...state, rev: (before?.rev ?? 0) + 1 }),
    ...(before ? asRead(before) : { ConditionExpression: "attribute_not_exists(pk)" }),
  },
});

export const tickets: Tickets = {
  async read({ integrationId, ticketId, provider, externalId }, organizations) {
    const wanted = { state: keys.ticket(integrationId, ticketId), watched: keys.watched(provider, externalId) };
    const [items, ...links] = await Promise.all([
      batchGet(Object.values(wanted)),
      ...organizations.map((it) => queryAll(keys.ticketLink(it, integrationId, ticketId, 0).pk, prefixes.link)),
    ]);
    const of = ({ pk }: { pk: string }) => items.find((it) => it.pk === pk);
    const [state, watched] = [of(wanted.state), of(wanted.watched)];
    return { state: state ? readTicket(state) : null, links: links.flat().map(readLink), watched: watched ? readWatched(watched) : null };
  },

  async known(integrationId, wanted) {
    return (await batchGet([...new Set(wanted)].map((it) => keys.ticket(integrationId, it)))).map(readTicket);
  },

  async commit({ state, rev, dueAsRead, groups: writes }) {
    const failed = await transact([putTicket(state, { rev, due: dueAsRead }), ...writes.flatMap(groupWritesOf)]);
    return failed.length === 0;
  },

  async learn(writes) {
    await transact(writes.flatMap(groupWritesOf));
  },

  async update({ integrationId, ticketId }, change) {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const [item] = await batchGet([keys.ticket(integrationId, ticketId)]);
      if (!item) return;
      const before = readTicket(item);
      const Item = {
        ...ticketItem({ ...change(before), rev: before.rev + 1 }),
        ...(item.expiresAt !== undefined && { expiresAt: item.expiresAt }),
      };
      if (await unlessRefused(dynamo.send(new PutCommand({ TableName: tableName(), Item, ...asRead(before) })))) return;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 5 * 2 ** attempt));
    }
    throw new Unavailable("The ticket", 1);
  },

  async forget(ref) {
    await set(ref, "SET #due = :due, expiresAt = :expires REMOVE gsi1pk, gsi1sk", {
      ":due": null,
      ":expires": Math.floor(now() / 1000) + DAY_SECONDS,
    });
  },

  async expect(ref, due) {
    const { gsi1pk, gsi1sk } = dueIn(ref, due);
    await set(ref, "SET #due = :due, gsi1pk = :pk, gsi1sk = :sk", { ":due": due, ":pk": gsi1pk, ":sk": gsi1sk });
  },

  async due(integrationId, until, limit) {
    const { Items = [] } = await orUnavailable(
      dynamo.send(
        new QueryCommand({
          TableName: tableName(),
          IndexName: "gsi1",
          KeyConditionExpression: "gsi1pk = :pk AND gsi1sk < :until",
          ExpressionAttributeValues: { ":pk": indexed.due(integrationId), ":until": indexed.time(until + 1, "") },
          Limit: limit,
        }),
      ),
    );
    return Items.map(readTicket);
  },
};

async function set(
  { integrationId, ticketId }: TicketRef,
  UpdateExpression: string,
  ExpressionAttributeValues: Record<string, unknown>,
): Promise<void> {
  const input = { TableName: tableName(), Key: keys.ticket(integrationId, ticketId), UpdateExpression, ExpressionAttributeValues };
  const names = { ExpressionAttributeNames: { "#due": "due" } };
  await unlessRefused(dynamo.send(new UpdateCommand({ ...input, ...names, ConditionExpression: "attribute_exists(pk)" })));
}
