import { randomUUID } from "node:crypto";
import { partOf } from "../../../core/relay/outbox.ts";
import type { RosterNews } from "../../../core/relay/roster-news.ts";
import { now } from "../clock.ts";
import { tableName } from "./client.ts";
import { indexed, keys } from "./keys.ts";
import type { Write } from "./transact.ts";

/** Of an item that others act on: it stands in the outbox until all of them have it, by when it was written or last tried (ms). */
export const inOutbox = (id: number, at: number) => ({ gsi2pk: indexed.outbox(partOf(id)), gsi1sk: indexed.time(at, id) });

type What = { kind: "ownership"; projectId: number; version: number } | ({ kind: "roster" } & RosterNews);

/**
 * A change that leaves no item of its own, or one that is written again and again: it goes with the transaction that makes it, and is
 * gone when everybody has it. `at`: when it was made, in ms since the epoch.
 */
export const changeItem = (organizationId: number, what: What, at: number = now()): Write => ({
  Put: {
    TableName: tableName(),
    Item: { ...keys.change(organizationId, randomUUID()), ...inOutbox(organizationId, at), at, ...what },
  },
});
