import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { expect, test, vi } from "vitest";
import { advanceClock } from "../../../infra/local/clock.ts";
import { startSqs } from "../../../infra/local/sqs/server.ts";
import { createQueue, receive, sqsClient } from "../../support/sqs-queue.ts";

test("a waiting receiver notices that the clock was set forward", async () => {
  // Also where time was let pass before: a test's own clock stands upon that one.
  advanceClock(1);
  const server = await startSqs({});
  const client = sqsClient(server.url);
  const url = await createQueue(client, "Later");
  await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "x", DelaySeconds: 900 }));
  const waiting = receive(client, url, { WaitTimeSeconds: 20 });
  expect(await receive(client, url, { WaitTimeSeconds: 1 })).toEqual([]);
  const { now } = Date;
  vi.spyOn(Date, "now").mockImplementation(() => now() + 900_000);
  expect(await waiting).toHaveLength(1);
  vi.restoreAllMocks();
  client.destroy();
  await server.close();
});
