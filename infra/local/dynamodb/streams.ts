import type { DynamoDBRecord } from "aws-lambda";
import * as z from "zod";
import type { ChangeFeed } from "./change-feed.ts";
import { positionOf, sequenceNumber } from "./change-record.ts";
import type { Table } from "./dynalite.ts";
import { notFound, validation } from "./errors.ts";
import type { Operations } from "./operations.ts";
import type { Tables } from "./tables.ts";

// A stream has one shard here, which is never closed.
const SHARD = "shardId-00000000000000000000-00000000";

const Listing = z.object({ TableName: z.string().optional() });
const Described = z.object({ StreamArn: z.string() });
const IteratorRequest = z.discriminatedUnion("ShardIteratorType", [
  z.object({ StreamArn: z.string(), ShardIteratorType: z.enum(["TRIM_HORIZON", "LATEST"]) }),
  z.object({
    StreamArn: z.string(),
    ShardIteratorType: z.enum(["AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER"]),
    SequenceNumber: z.string().regex(/^1\d{20}$/),
  }),
]);
const Reading = z.object({ ShardIterator: z.string(), Limit: z.int().min(1).max(1000).default(1000) });

/** The Streams API over the change feed. */
export function streamOperations({ feed, tables }: { feed: ChangeFeed; tables: Tables }): Operations {
  const streamed = () => tables.all().flatMap(({ description }) => (description.LatestStreamArn ? [description] : []));
  const tableOf = (arn: string): Table => {
    const table = streamed().find((description) => description.LatestStreamArn === arn);
    if (!table) throw notFound(`Stream: ${arn}`);
    return table;
  };
  const summary = (table: Table) => ({
    StreamArn: table.LatestStreamArn,
    StreamLabel: table.LatestStreamLabel,
    TableName: table.TableName,
  });

  /** The position after which reading begins. */
  async function start(request: z.infer<typeof IteratorRequest>): Promise<number> {
    switch (request.ShardIteratorType) {
      case "TRIM_HORIZON":
        return 0;
      case "LATEST":
        return feed.last(tableOf(request.StreamArn).TableName);
      case "AT_SEQUENCE_NUMBER":
        return positionOf(request.SequenceNumber) - 1;
      case "AFTER_SEQUENCE_NUMBER":
        return positionOf(request.SequenceNumber);
    }
  }

  return {
    async ListStreams(request) {
      const { TableName } = Listing.parse(request);
      const Streams = streamed().filter((table) => !TableName || table.TableName === TableName);
      return { Streams: Streams.map(summary) };
    },
    async DescribeStream(request) {
      const table = tableOf(Described.parse(request).StreamArn);
      const description = {
        ...summary(table),
        StreamStatus: "ENABLED",
        StreamViewType: table.StreamSpecification?.StreamViewType,
        KeySchema: table.KeySchema,
        Shards: [{ ShardId: SHARD, SequenceNumberRange: { StartingSequenceNumber: sequenceNumber(0) } }],
      };
      return { StreamDescription: description };
    },
    async GetShardIterator(request) {
      const wanted = IteratorRequest.parse(request);
      tableOf(wanted.StreamArn);
      return { ShardIterator: `${wanted.StreamArn}|${await start(wanted)}` };
    },
    async GetRecords(request) {
      const { ShardIterator, Limit } = Reading.parse(request);
      const [, arn = "", after = ""] = /^(.+)\|(\d+)$/.exec(ShardIterator) ?? [];
      if (!arn) throw validation("Invalid ShardIterator");
      const records = await feed.read(tableOf(arn).TableName, Number(after), Limit);
      return {
        Records: records.map(({ record }) => published(record)),
        NextShardIterator: `${arn}|${records.at(-1)?.position ?? after}`,
      };
    },
  };
}

/** The API writes what Lambda writes, but for the stream's name and the capitals of the identity. */
function published({ eventSourceARN: _, userIdentity, ...record }: DynamoDBRecord): object {
  return { ...record, ...(userIdentity && { userIdentity: { Type: userIdentity.type, PrincipalId: userIdentity.principalId } }) };
}
