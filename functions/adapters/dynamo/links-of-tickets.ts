import type { TicketLink } from "../../../core/sync/link.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { QueryCommand } from "./commands.ts";
import { indexed, keys, prefixes } from "./keys.ts";
import { queryAll } from "./query.ts";
import { readLink } from "./ticket-items.ts";

type Item = Record<string, unknown>;

/** So many tickets are asked for one by one; from here on it costs less to look through the links between the first and the last. */
const FEW = 4;
/** What DynamoDB compares an attribute with at most. */
const COMPARED = 100;
/** Pages of a megabyte, a thousand links or so, that are looked through; what lies behind them is asked for one by one. */
const PAGES = 3;

/** The links of an organization to these tickets of one tracker; of more than a few, those just made may be missing. */
export async function linksOfTickets(organizationId: number, integrationId: number, tickets: readonly string[]): Promise<TicketLink[]> {
  const wanted = [...new Set(tickets)].sort();
  const one = (it: string) => queryAll(keys.ticketLink(organizationId, integrationId, it, 0).pk, prefixes.link);
  const runs = wanted.length > FEW ? Array.from({ length: Math.ceil(wanted.length / COMPARED) }, (_, n) => n * COMPARED) : [];
  const found = await Promise.all(
    runs.map(async (from) => {
      const run = wanted.slice(from, from + COMPARED);
      const { items, behind } = await lookThrough(indexed.links(organizationId, integrationId), run);
      return [...items, ...(await Promise.all(run.filter((it) => behind !== null && it >= behind).map(one))).flat()];
    }),
  );
  const few = runs.length === 0 ? await Promise.all(wanted.map(one)) : [];
  return [...found, ...few].flat().map(readLink);
}

/** The links of these tickets, and from which ticket on was not looked. */
async function lookThrough(gsi1pk: string, run: readonly string[]): Promise<{ items: Item[]; behind: string | null }> {
  const names = Object.fromEntries(run.map((it, n) => [`:t${n}`, it]));
  const items: Item[] = [];
  let start: Item | undefined;
  for (let page = 0; page < PAGES; page++) {
    const answer = await orUnavailable(
      dynamo.send(
        new QueryCommand({
          TableName: tableName(),
          IndexName: "gsi1",
          KeyConditionExpression: "gsi1pk = :pk AND gsi1sk BETWEEN :first AND :last",
          FilterExpression: `ticketId IN (${Object.keys(names).join(", ")})`,
          ExpressionAttributeValues: { ":pk": gsi1pk, ":first": `${run[0]}#`, ":last": `${run.at(-1)}#~`, ...names },
          ...(start && { ExclusiveStartKey: start }),
        }),
      ),
    );
    items.push(...(answer.Items ?? []));
    start = answer.LastEvaluatedKey;
    if (!start) return { items, behind: null };
  }
  const behind = String(start?.gsi1sk).replace(/#\d+$/, "");
  return { items: items.filter((it) => String(it.ticketId) < behind), behind };
}
