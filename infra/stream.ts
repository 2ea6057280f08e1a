import { type Access, using } from "./access.ts";
import { data } from "./data.ts";
import { deadLetterQueue, operated } from "./queue.ts";

type SortKey = string | { prefix: string };
type Change = "INSERT" | "MODIFY" | "REMOVE";

/** Changes of these kinds, of items with these sort keys. */
export const changes = (eventName: Change[], sortKeys: SortKey[]) => ({ eventName, dynamodb: { Keys: { sk: { S: sortKeys } } } });

/**
 * A function that follows changes of the table. A record that fails again and again is isolated and its place reported to
 * `<name>Failures`; the rest goes on.
 */
export function follow(name: string, handler: string, filters: ReturnType<typeof changes>[], access: Access): void {
  const failures = deadLetterQueue(`${name}Failures`);
  operated.push({ name: `${name}Failures`, queue: null, deadLetters: failures });
  const reportsFailures = { link: [], permissions: [{ actions: ["sqs:SendMessage"], resources: [failures.arn] }] };
  data.subscribe(
    name,
    { handler, timeout: "60 seconds", ...using(access, reportsFailures) },
    {
      filters,
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
