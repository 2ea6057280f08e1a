import { type QueueAttributeName, QueueDoesNotExist } from "@aws-sdk/client-sqs";
import { sqs } from "./client.ts";
import { GetQueueAttributesCommand } from "./commands.ts";

/** A queue as SQS has it. `givesUp`: how often a message is tried, and the name of the queue that it goes to then. */
export type DeployedQueue = {
  fifo: boolean;
  visibilitySeconds: number;
  keptSeconds: number;
  givesUp: { after: number; to: string } | null;
};

const NAMES: QueueAttributeName[] = ["VisibilityTimeout", "MessageRetentionPeriod", "RedrivePolicy", "FifoQueue"];

/** Null where there is none. Throws as the SDK does. */
export async function deployedQueue(url: string): Promise<DeployedQueue | null> {
  const answer = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...NAMES] })).catch((error: unknown) => {
    if (error instanceof QueueDoesNotExist) return null;
    throw error;
  });
  if (!answer) return null;
  const { VisibilityTimeout, MessageRetentionPeriod, RedrivePolicy } = answer.Attributes ?? {};
  const policy = RedrivePolicy ? (JSON.parse(RedrivePolicy) as { deadLetterTargetArn: string; maxReceiveCount: number | string }) : null;
  return {
    fifo: url.endsWith(".fifo"),
    visibilitySeconds: Number(VisibilityTimeout),
    keptSeconds: Number(MessageRetentionPeriod),
    givesUp: policy && { after: Number(policy.maxReceiveCount), to: policy.deadLetterTargetArn.split(":").at(-1) ?? "" },
  };
}
