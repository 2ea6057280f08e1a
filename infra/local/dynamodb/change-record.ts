import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { DynamoDBRecord } from "aws-lambda";
import { type Item, itemSize, type Table } from "./dynalite.ts";
import { pick } from "./entries.ts";

export type Change = { before: Item | undefined; after: Item | undefined; expired: boolean };

/** 21 digits that sort as the positions do. */
export const sequenceNumber = (position: number) => `1${String(position).padStart(20, "0")}`;
export const positionOf = (sequence: string) => Number(sequence.slice(1));

/**
 * The record of one change, or undefined where nothing changed: a write that leaves the item as it was has none
 * (docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html).
 */
export function changeRecord(table: Table, change: Change, position: number, now: number): DynamoDBRecord | undefined {
  const { before, after, expired } = change;
  const item = after ?? before;
  const view = table.StreamSpecification?.StreamViewType;
  if (!item || !view || isSame(before, after)) return undefined;
  const keys = pick(
    item,
    table.KeySchema.map(({ AttributeName }) => AttributeName),
  );
  const images = {
    ...(after && (view === "NEW_IMAGE" || view === "NEW_AND_OLD_IMAGES") && { NewImage: after }),
    ...(before && (view === "OLD_IMAGE" || view === "NEW_AND_OLD_IMAGES") && { OldImage: before }),
  };
  return {
    eventID: randomUUID().replaceAll("-", ""),
    eventName: !before ? "INSERT" : after ? "MODIFY" : "REMOVE",
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: table.TableArn.split(":")[3],
    ...(expired && { userIdentity: { type: "Service", principalId: "dynamodb.amazonaws.com" } }),
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(now / 1000),
      Keys: keys,
      ...images,
      SequenceNumber: sequenceNumber(position),
      SizeBytes: [keys, ...Object.values(images)].reduce((sum, image) => sum + itemSize(image), 0),
      StreamViewType: view,
    },
  };
}

// Through JSON, because dynalite's items have no prototype and those read from the database have one.
const isSame = (before: Item | undefined, after: Item | undefined) =>
  before !== undefined && after !== undefined && isDeepStrictEqual(before, JSON.parse(JSON.stringify(after)));
