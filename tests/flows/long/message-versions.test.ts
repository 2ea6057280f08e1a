import { randomUUID } from "node:crypto";
import { Resource } from "sst";
import { afterAll, beforeAll, expect, test } from "vitest";
import { everything, listLetters, redriveLetters } from "../../../core/operations/dead-letters.ts";
import { sqs } from "../../../functions/adapters/sqs/client.ts";
import { SendMessageCommand } from "../../../functions/adapters/sqs/commands.ts";
import { operatedQueues as queues } from "../../../functions/adapters/sqs/operated-queues.ts";
import { type App, startApp } from "../../support/app.ts";

let app: App;
beforeAll(async () => {
  app = await startApp({ own: true });
});
afterAll(() => app.stop());

const BODIES = ['{"v":0,"organizationId":7}', '{"v":99,"organizationId":7}', '{"v":"1"}', "{}", "[]", "null", "not JSON"];
const letters = (name: string) => listLetters({ queues }, { names: [name], mine: everything });

test("what no worker understands, of an older or a newer version or none, is given up at once on each queue, whole, and changes nothing", async () => {
  const worked = Resource.Queues.all.filter((it) => it.url !== "");
  expect(worked.length).toBeGreaterThan(12);
  for (const { url: QueueUrl } of worked) {
    for (const MessageBody of BODIES) {
      const id = randomUUID();
      const place = QueueUrl.endsWith(".fifo") && { MessageGroupId: id, MessageDeduplicationId: id };
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, ...place }));
    }
  }
  await app.idle();
  const bodies = async (name: string) => (await letters(name)).map((it) => it.body).sort();
  for (const { name } of worked) {
    expect(await bodies(name), name).toEqual(BODIES.toSorted());
    // The first attempt already says that no further one can help.
    expect(new Set((await letters(name)).map((it) => it.tries)), name).toEqual(new Set([1]));
    expect(new Set((await letters(name)).map((it) => it.subject.version))).toEqual(new Set([0, 99, null]));
  }
  // Sent back by whoever thinks that the cause is mended: given up again, and none is lost.
  for (const { name } of worked)
    expect((await redriveLetters({ queues }, { names: [name], mine: everything })).sent).toHaveLength(BODIES.length);
  await app.idle();
  for (const { name } of worked) {
    expect(await bodies(name), name).toEqual(BODIES.toSorted());
    expect((await letters(name)).map((it) => it.redriven)).toEqual(BODIES.map(() => 1));
  }
});
