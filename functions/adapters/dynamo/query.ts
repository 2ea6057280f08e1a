import { invalidCursor, type Page, type Paged, readCursor } from "../../../core/page.ts";
import { dynamo, orUnavailable, tableName } from "./client.ts";
import { QueryCommand } from "./commands.ts";
import { keys, organizationOf } from "./keys.ts";

type Item = Record<string, unknown>;
type Input = { index?: "gsi1" | "gsi2"; pk: string; prefix?: string; page: Page };

/**
 * One page of a partition, newest (highest sort key) first. The cursor carries only where to go on inside the partition: the
 * partition is always the caller's, so a cursor taken from elsewhere leads nowhere else.
 */
export async function queryPage({ index, pk, prefix, page }: Input): Promise<Paged<Item>> {
  const [hash, range] = index ? [`${index}pk`, "gsi1sk"] : ["pk", "sk"];
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
        ...(page.cursor && {
          ExclusiveStartKey: { [hash as string]: pk, ...startOf(page.cursor, pk, { indexed: index !== undefined, prefix }) },
        }),
      }),
    ),
  );
  const last = answer.LastEvaluatedKey;
  return { items: answer.Items ?? [], next: last ? cursorAfter(index ? [last.gsi1sk, last.pk, last.sk] : [last.sk]) : null };
}

/** The cursor that goes on after these sort keys; for an index: its own, then the key of the item. */
export const cursorAfter = (parts: string[]): string => Buffer.from(JSON.stringify(parts)).toString("base64url");

/** Bytes that DynamoDB takes of a partition key and of a sort key, which are never empty. */
const LONGEST = { partition: 2048, sort: 1024 };

/** DynamoDB refuses a start that is not a key, or that lies outside of what is asked for: nobody else's cursor gets that far. */
function startOf(cursor: string, pk: string, { indexed, prefix = "" }: { indexed: boolean; prefix?: string | undefined }): Item {
  const [first, ...item] = parse(cursor);
  if (!isKey(first, LONGEST.sort)) throw invalidCursor();
  if (!indexed && item.length === 0 && first.startsWith(prefix)) return { sk: first };
  // An index entry also names its item, which has to be of the same tenant as the partition.
  const [itemPk, sk, ...more] = item;
  const tenant = keys.organization(organizationOf(pk)).pk;
  const isItem = isKey(itemPk, LONGEST.partition) && itemPk.startsWith(`${tenant}#`) && isKey(sk, LONGEST.sort);
  if (indexed && isItem && more.length === 0) return { gsi1sk: first, pk: itemPk, sk };
  throw invalidCursor();
}

const isKey = (part: unknown, longest: number): part is string =>
  typeof part === "string" && part !== "" && Buffer.byteLength(part) <= longest;

function parse(cursor: string): unknown[] {
  const [text = ""] = readCursor(cursor, /^([\w-]+)$/);
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    if (Array.isArray(parts)) return parts;
  } catch {
    // Said below, like every other malformed cursor.
  }
  throw invalidCursor();
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
