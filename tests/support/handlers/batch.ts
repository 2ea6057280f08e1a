import type { SQSEvent } from "aws-lambda";

export const seen: string[] = [];

/** Fails the records whose body says so: always, the first time, all of the batch by throwing, or by naming one that is not there. */
export const handler = async ({ Records }: SQSEvent) => {
  const batchItemFailures: { itemIdentifier: string }[] = [];
  for (const { body, messageId, attributes } of Records) {
    const first = attributes.ApproximateReceiveCount === "1";
    if (body === "throw" && first) throw new Error("thrown on purpose");
    if (body === "unknown" && first) batchItemFailures.push({ itemIdentifier: "nothing of the kind" });
    else if (body === "poison" || (body === "flaky" && first)) batchItemFailures.push({ itemIdentifier: messageId });
    else seen.push(body);
  }
  return { batchItemFailures };
};
