import type { DynamoDBStreamEvent } from "aws-lambda";

export const seen: string[] = [];
export const tries = new Map<string, number>();

/** Takes inserted items in order; `poison` and `throw` never succeed, `flaky` on its second try; `unknown` first names a stranger. */
export const handler = async ({ Records }: DynamoDBStreamEvent) => {
  for (const { dynamodb } of Records) {
    const pk = dynamodb?.Keys?.pk?.S ?? "";
    const tried = (tries.get(pk) ?? 0) + 1;
    tries.set(pk, tried);
    if (pk === "throw") throw new Error("thrown on purpose");
    if (pk === "unknown" && tried === 1) return { batchItemFailures: [{ itemIdentifier: "nothing of the kind" }] };
    if (pk === "poison" || (pk.startsWith("flaky") && tried === 1))
      return { batchItemFailures: [{ itemIdentifier: dynamodb?.SequenceNumber ?? "" }] };
    seen.push(pk);
  }
  return { batchItemFailures: [] };
};
