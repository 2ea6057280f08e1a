import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { type Counts, idleOf } from "../../infra/local/idle.ts";
import { startQueueSource } from "../../infra/local/queue-source.ts";
import { startStreamSource } from "../../infra/local/stream-source.ts";
import type { World } from "./world.ts";

/** How long is waited for all that follows from what was sent. */
const PATIENCE_SECONDS = 900;

export type Driven = ReturnType<typeof drive>;

/** Queues and the table's stream invoke their functions, as they do on AWS, until stopped. Schedules do not. */
export function drive({ topology, queueUrls, services, invoker, sqs: endpoint }: World) {
  const { feed, counts } = services;
  const sqs = new SQSClient({ endpoint, maxAttempts: 1 });
  const { invoke } = invoker;
  const sources = topology.queues.flatMap((queue) =>
    queue.worker ? [startQueueSource({ sqs, queue, worker: queue.worker, url: queueUrls[queue.name] ?? "", invoke })] : [],
  );
  const [table] = topology.tables;
  const streams = (table?.subscribers ?? []).map((subscriber) => {
    const QueueUrl = queueUrls[subscriber.onFailure ?? ""];
    const park = async (body: object) => void (await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(body) })));
    return startStreamSource({ feed, table: table?.name ?? "", subscriber, invoke, park });
  });
  const quiet = idleOf({ queues: topology.queues, sqs: { counts } as never, invoker, sources, streams });
  return {
    /** Until nothing is left to do. */
    idle: async (): Promise<void> => {
      const { idle, counts } = await quiet(PATIENCE_SECONDS);
      if (!idle) throw new Error(`still busy: ${JSON.stringify(counts)}`);
    },
    /** What is still to do, now. */
    left: async (): Promise<Counts> => (await quiet(0)).counts,
    stop: async (): Promise<void> => {
      await Promise.all([...sources, ...streams].map((it) => it.stop()));
      sqs.destroy();
    },
  };
}
