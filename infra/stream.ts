import { type Access, using } from "./access.ts";
import { alarmWhenBehind } from "./alarms.ts";
import { data } from "./data.ts";
import { deadLetterQueue, operated, worker } from "./queue.ts";

type SortKey = string | { prefix: string };

/** What came with these sort keys and stands in the outbox: what an import brings has been told, where it came from. */
export const changes = (sortKeys: SortKey[]) => ({
  eventName: ["INSERT"],
  dynamodb: { Keys: { sk: { S: sortKeys } }, NewImage: { gsi2pk: { S: [{ prefix: "OUTBOX#" }] } } },
});

/** Over some twenty minutes, before somebody has to look at it. */
const ATTEMPTS = 25;

/**
 * Two functions that follow changes of the table, in `functions/<flow>/`: `changes` in order, and `retry` what that set aside, whole, in
 * the queue `<name>Retries`. Only where `changes` itself dies of a record, or no queue takes any, Lambda gives it up and reports its
 * place to `<name>Failures`; what stands in the outbox is swept. Answers what sending to the queue takes.
 */
export function follow(name: string, flow: string, filters: ReturnType<typeof changes>[], access: Access): Access {
  const failures = deadLetterQueue(`${name}Failures`, name);
  operated.push({ name: `${name}Failures`, queue: null, deadLetters: failures });
  const reportsFailures = { link: [], permissions: [{ actions: ["sqs:SendMessage"], resources: [failures.arn] }] };
  const sendsRetries = worker(`${name}Retries`, `functions/${flow}/retry.handler`, access, { attempts: ATTEMPTS });
  const subscriber = data.subscribe(
    name,
    { handler: `functions/${flow}/changes.handler`, timeout: "60 seconds", ...using(access, sendsRetries, reportsFailures) },
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
  alarmWhenBehind(name, subscriber.nodes.function.name);
  return sendsRetries;
}
