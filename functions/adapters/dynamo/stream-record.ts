import type { DynamoDBRecord } from "aws-lambda";
import * as z from "zod";

/** A record of the table's stream, whole, as it waits in a queue to be followed again. */
export const StreamRecord = z.object({
  v: z.literal(1),
  record: z.custom<DynamoDBRecord>((it) => typeof it === "object" && it !== null && "dynamodb" in it),
});
export type StreamRecord = z.infer<typeof StreamRecord>;
