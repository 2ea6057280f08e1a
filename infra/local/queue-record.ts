import type { Message, MessageAttributeValue } from "@aws-sdk/client-sqs";
import type { SQSMessageAttribute, SQSRecord } from "aws-lambda";
import type { Queue } from "./topology.ts";

/** A message as the queue's API gives it, in the words of Lambda's event (https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html). */
export function toRecord(message: Message, queue: Queue): SQSRecord {
  const attributes = Object.entries(message.MessageAttributes ?? {}).map(([name, it]) => [name, toAttribute(it)]);
  return {
    messageId: message.MessageId ?? "",
    receiptHandle: message.ReceiptHandle ?? "",
    body: message.Body ?? "",
    attributes: message.Attributes as unknown as SQSRecord["attributes"],
    messageAttributes: Object.fromEntries(attributes),
    md5OfBody: message.MD5OfBody ?? "",
    eventSource: "aws:sqs",
    eventSourceARN: `arn:aws:sqs:local:000000000000:${queue.name}`,
    awsRegion: "local",
  };
}

const toAttribute = (value: MessageAttributeValue): SQSMessageAttribute => ({
  dataType: value.DataType as SQSMessageAttribute["dataType"],
  ...(value.StringValue !== undefined && { stringValue: value.StringValue }),
  ...(value.BinaryValue && { binaryValue: Buffer.from(value.BinaryValue).toString("base64") }),
  stringListValues: [],
  binaryListValues: [],
});
