import { Unavailable } from "../../../core/errors.ts";
import { commentKey, type LinkRef, NOTES_KEPT, type PendingNote } from "../../../core/sync/link.ts";
import type { Links } from "../../../core/sync/ports.ts";
import { batchGet } from "./batch-get.ts";
import { dynamo, tableName, unlessRefused } from "./client.ts";
import { UpdateCommand } from "./commands.ts";
import { groupWritesOf } from "./commit.ts";
import { indexed, type Key, keys, prefixes } from "./keys.ts";
import { linksOfTickets } from "./links-of-tickets.ts";
import { queryAll, queryPage } from "./query.ts";
import { readLink } from "./ticket-items.ts";
import { putTicket } from "./tickets.ts";
import { transact, type Write } from "./transact.ts";

const ATTEMPTS = 6;

const ticketLink = ({ organizationId, integrationId, ticketId, groupId }: LinkRef): Key =>
  keys.ticketLink(organizationId, integrationId, ticketId, groupId);
const groupLink = ({ organizationId, integrationId, ticketId, groupId }: LinkRef): Key =>
  keys.groupLink(organizationId, groupId, integrationId, ticketId);

export const links: Links = {
  async byGroup(organizationId, groupId) {
    return (await queryAll(keys.group(organizationId, groupId).pk, prefixes.link)).map(readLink);
  },

  async ofIntegration(organizationId, integrationId, page) {
    const { items, next } = await queryPage({ index: "gsi1", pk: indexed.links(organizationId, integrationId), page });
    return { items: items.map(readLink), next };
  },

  ofTickets: linksOfTickets,

  async find(ref) {
    const [item] = await batchGet([ticketLink(ref)]);
    return item ? readLink(item) : null;
  },

  async create(link, { state, rev, due }, issue) {
    const { organizationId, integrationId, ticketId } = link;
    const put = (itemKey: Key, index: object = {}): Write => ({
      Put: { TableName: tableName(), Item: { ...itemKey, ...index, ...link }, ConditionExpression: "attribute_not_exists(pk)" },
    });
    const listed = { gsi1pk: indexed.links(organizationId, integrationId), gsi1sk: `${ticketId}#${link.groupId}` };
    const failed = await transact([
      put(ticketLink(link), listed),
      put(groupLink(link)),
      putTicket(state, rev === null ? null : { rev, due }),
      ...groupWritesOf({ ...issue, linked: commentKey(link) }),
    ]);
    if (failed.length === 0) return "linked";
    return failed.some((it) => it < 2) ? "there" : "changed";
  },

  async remove(ref) {
    const gone = [ticketLink(ref), groupLink(ref)].map((Key): Write => ({ Delete: { TableName: tableName(), Key } }));
    const failed = await transact([...gone, unlinked(ref)]);
    // The issue is gone.
    if (failed.length > 0) await transact(gone);
  },

  async note(ref, hint, note) {
    const values = { ":hint": hint, ":version": hint.version, ":null": "NULL" };
    const older = "(attribute_type(hint, :null) OR attribute_not_exists(hint) OR hint.#version < :version)";
    const condition = `attribute_exists(pk) AND ${older}`;
    const names = { "#version": "version" };
    if (!note) return void (await update(ref, "SET hint = :hint", { names, values, condition }));
    const room = { ...values, ":note": [note], ":none": [], ":most": NOTES_KEPT };
    const isKept = await update(ref, "SET hint = :hint, notes = list_append(if_not_exists(notes, :none), :note)", {
      ...{ names, values: room, condition: `${condition} AND (attribute_not_exists(notes) OR size(notes) < :most)` },
    });
    if (isKept) return;
    const lost = { ...values, ":one": 1, ":zero": 0 };
    const how = { names, values: lost, condition };
    if (await update(ref, "SET hint = :hint, notesLost = if_not_exists(notesLost, :zero) + :one", how)) return;
    await keepLate(ref, note);
  },

  async setNotes(ref, { sent, done = [] }) {
    for (const { version, commentId } of done) {
      if (commentId === null) continue;
      const how = { names: { "#comment": commentKey(ref) }, values: { ":comment": commentId }, condition: "attribute_exists(comments)" };
      await updateAt(keys.activity(ref.organizationId, ref.groupId, version), "SET comments.#comment = :comment", how);
    }
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const link = await links.find(ref);
      if (!link) return;
      const left = link.notes.filter((it) => !done.some((one) => one.version === it.version));
      const notes = left.map((it) => (it.version === sent?.version ? sent : it));
      const values = { ":notes": notes, ":before": link.notes };
      if (await update(ref, "SET notes = :notes", { names: {}, values, condition: "notes = :before" })) return;
    }
    throw new Unavailable("The link", 1);
  },

  async rename(all, key) {
    for (const link of all) {
      const how = { names: { "#key": "key" }, values: { ":key": key }, condition: "attribute_exists(pk)" };
      for (const Key of [ticketLink(link), groupLink(link)]) await updateAt(Key, "SET #key = :key", how);
    }
  },
};

const unlinked = ({ organizationId, groupId, ...ticket }: LinkRef): Write => ({
  Update: {
    TableName: tableName(),
    Key: keys.groupState(organizationId, groupId),
    UpdateExpression: "DELETE linked :ticket",
    ConditionExpression: "attribute_exists(pk)",
    ExpressionAttributeValues: { ":ticket": new Set([commentKey(ticket)]) },
  },
});

/** A note that newer changes have overtaken, unless the link has it, or had it: what was relayed once has left the outbox. */
async function keepLate(ref: LinkRef, note: PendingNote): Promise<void> {
  const wanted = [ticketLink(ref), keys.activity(ref.organizationId, ref.groupId, note.version)];
  const found = await batchGet(wanted);
  const [item, activity] = wanted.map(({ pk }) => found.find((it) => it.pk === pk));
  const isWaiting = activity?.gsi2pk !== undefined && !(commentKey(ref) in ((activity.comments ?? {}) as object));
  if (!item || !isWaiting) return;
  const { notes, notesLost } = readLink(item);
  if (notes.some((it) => it.version === note.version)) return;
  const isFull = notes.length >= NOTES_KEPT;
  const kept = [...notes, note].sort((a, b) => a.version - b.version).slice(-NOTES_KEPT);
  const values = { ":before": notes, ":notes": kept, ":lost": notesLost + Number(isFull) };
  const condition = "notes = :before OR attribute_not_exists(notes)";
  if (!(await update(ref, "SET notes = :notes, notesLost = :lost", { names: {}, values, condition }))) throw new Unavailable("The link", 1);
}

type How = { names: Record<string, string>; values: Record<string, unknown>; condition: string };

const update = (ref: LinkRef, expression: string, how: How): Promise<boolean> => updateAt(ticketLink(ref), expression, how);

/** Whether the condition held. */
async function updateAt(Key: Key, UpdateExpression: string, { names, values, condition }: How): Promise<boolean> {
  const input = { TableName: tableName(), Key, UpdateExpression, ConditionExpression: condition, ExpressionAttributeValues: values };
  const named = Object.keys(names).length > 0 && { ExpressionAttributeNames: names };
  return (await unlessRefused(dynamo.send(new UpdateCommand({ ...input, ...named })))) !== null;
}
