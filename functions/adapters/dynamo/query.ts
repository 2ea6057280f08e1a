import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { Invalid } from "../../../core/errors.ts";
import type { Page, Paged } from "../../../core/page.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { keys, organizationOf } from "./keys.ts";

type Item = Record<string, unknown>;
type Input = { index?: "gsi1"; pk: string; prefix?: string; page: Page };

/**
 * One page of a partition, newest (highest sort key) first. The cursor carries only where to go on inside the partition: the
 * partition is always the caller's, so a cursor taken from elsewhere leads nowhere else.
 */
export async function queryPage({ index, pk, prefix, page }: Input): Promise<Paged<Item>> {
  const [hash, range] = index ? ["gsi1pk", "gsi1sk"] : ["pk", "sk"];
  const answer = await orUnavailable(
    dynamo.send(
      new QueryCommand({
        TableName: tableName(),
        ...(index && { IndexName: index }),
        KeyConditionExpression: prefix ? "#hash = :pk AND begins_with(#range, :prefix)" : "#hash = :pk",
        ExpressionAttributeNames: { "#hash": hash, ...(prefix && { "#range": range }) } as Record<string, string>,
        ExpressionAttributeValues: { ":pk": pk, ...(prefix && { ":prefix": prefix }) },
        ScanIndexForward: false,
        Limit: page.limit,
        ...(page.cursor && { ExclusiveStartKey: { [hash as string]: pk, ...decode(page.cursor, pk, index !== undefined) } }),
      }),
    ),
  );
  const last = answer.LastEvaluatedKey;
  return { items: answer.Items ?? [], next: last ? cursorAfter(index ? [last.gsi1sk, last.pk, last.sk] : [last.sk]) : null };
}

/** The cursor that goes on after these sort keys; for an index: its own, then the key of the item. */
export const cursorAfter = (parts: string[]): string => Buffer.from(JSON.stringify(parts)).toString("base64url");

function decode(cursor: string, pk: string, indexed: boolean): Item {
  const parts = parse(cursor);
  if (!indexed && parts.length === 1) return { sk: parts[0] };
  // An index entry also names its item, which has to be of the same tenant as the partition.
  const tenant = keys.organization(organizationOf(pk)).pk;
  if (indexed && parts.length === 3 && parts[1]?.startsWith(`${tenant}#`)) return { gsi1sk: parts[0], pk: parts[1], sk: parts[2] };
  throw new Invalid("Invalid cursor parameter.");
}

function parse(cursor: string): string[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    if (Array.isArray(parts) && parts.every((it) => typeof it === "string")) return parts;
  } catch {
    // Said below, like every other malformed cursor.
  }
  throw new Invalid("Invalid cursor parameter.");
}

/** All of a partition, or of what is under a prefix, in the order of its sort keys, however many pages it takes. */
export async function queryAll(pk: string, prefix?: string): Promise<Item[]> {
  const found: Item[] = [];
  let start: Item | undefined;
  do {
    const answer = await orUnavailable(
      dynamo.send(
        new QueryCommand({
          TableName: tableName(),
          KeyConditionExpression: prefix ? "pk = :pk AND begins_with(sk, :prefix)" : "pk = :pk",
          ExpressionAttributeValues: { ":pk": pk, ...(prefix && { ":prefix": prefix }) },
          ConsistentRead: true,
          ...(start && { ExclusiveStartKey: start }),
        }),
      ),
    );
    found.push(...(answer.Items ?? []));
    start = answer.LastEvaluatedKey;
  } while (start);
  return found;
}
