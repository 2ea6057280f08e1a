import { type Access, using } from "./access.ts";
import { data } from "./data.ts";
import { deadLetterQueue } from "./queue.ts";

/**
 * A function that follows what is added to the table, by the beginnings of its sort keys. A record that fails again and again is isolated
 * and its place reported to `<name>Failures`; the rest goes on.
 */
export function followInserts(name: string, handler: string, prefixes: string[], access: Access): void {
  const failures = deadLetterQueue(`${name}Failures`);
  const reportsFailures = { link: [], permissions: [{ actions: ["sqs:SendMessage"], resources: [failures.arn] }] };
  data.subscribe(
    name,
    { handler, timeout: "60 seconds", ...using(access, reportsFailures) },
    {
      filters: [{ eventName: ["INSERT"], dynamodb: { Keys: { sk: { S: prefixes.map((prefix) => ({ prefix })) } } } }],
      transform: {
        eventSourceMapping: {
          // From the beginning: what is committed before the mapping exists is followed too.
          startingPosition: "TRIM_HORIZON",
          batchSize: 100,
          functionResponseTypes: ["ReportBatchItemFailures"],
          bisectBatchOnFunctionError: true,
          maximumRetryAttempts: 10,
          destinationConfig: { onFailure: { destinationArn: failures.arn } },
        },
      },
    },
  );
}
