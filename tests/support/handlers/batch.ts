import type { SQSEvent, SQSRecord } from "aws-lambda";

export const seen: string[] = [];
export const records: SQSRecord[] = [];
export const sizes: number[] = [];
export const running = { now: 0, most: 0 };

/** Opened by the test: until then a record called `held` is under way. */
export const gate = Promise.withResolvers<void>();

/** Fails the records whose body says so: always, the first time, all of the batch by throwing, or by naming one that is not there. */
export const handler = async ({ Records }: SQSEvent) => {
  records.push(...Records);
  sizes.push(Records.length);
  running.now += 1;
  running.most = Math.max(running.most, running.now);
  try {
    const batchItemFailures: { itemIdentifier: string }[] = [];
    for (const { body, messageId, attributes } of Records) {
      const first = attributes.ApproximateReceiveCount === "1";
      if (body === "held") await gate.promise;
      if (body === "throw" && first) throw new Error("thrown on purpose");
      if (body === "unknown" && first) batchItemFailures.push({ itemIdentifier: "nothing of the kind" });
      else if (body === "poison" || (body === "flaky" && first)) batchItemFailures.push({ itemIdentifier: messageId });
      else seen.push(body);
    }
    return { batchItemFailures };
  } finally {
    running.now -= 1;
  }
};
