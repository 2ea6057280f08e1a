import { DynamoDBClient, GetItemCommand, QueryCommand, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import middy from "@middy/core";
import { Redis } from "@upstash/redis";
import jsonwebtoken from "jsonwebtoken";
import OAuth from "oauth-1.0a";

/** The clients that the project is built on, and nothing of the project: what every function would have to load anyway. */
export const handler = middy().handler(async () => [
  new DynamoDBClient().send(new GetItemCommand({ TableName: "", Key: {} })),
  new DynamoDBClient().send(new QueryCommand({ TableName: "" })),
  new DynamoDBClient().send(new TransactWriteItemsCommand({ TransactItems: [] })),
  new SQSClient().send(new SendMessageBatchCommand({ QueueUrl: "", Entries: [] })),
  new Redis({ url: "", token: "" }).get(""),
  jsonwebtoken.verify("", ""),
  new OAuth({ consumer: { key: "", secret: "" } }),
]);
