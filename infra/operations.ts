import { routes } from "../functions/operations/routes.ts";
import { type Access, reads, seals, using } from "./access.ts";
import { web } from "./api.ts";
import { operated } from "./queue.ts";
import { knowsSettings } from "./settings.ts";

const all = operated.map(({ name, queue, deadLetters }) => ({ name, url: queue ? queue.url : "", deadLetterUrl: deadLetters.url }));
const [letters, sources] = [operated.map((it) => it.deadLetters.arn), operated.flatMap(({ queue }) => (queue ? [queue.arn] : []))];

/** Counts every queue, reads what was given up and sends it back: evaluated last, when all queues are declared. */
const operates: Access = {
  link: [new sst.Linkable("Queues", { properties: { all } })],
  permissions: [
    { actions: ["sqs:GetQueueAttributes"], resources: [...letters, ...sources] },
    // CloudWatch knows no resources for it.
    { actions: ["cloudwatch:GetMetricData"], resources: [$interpolate`*`] },
    { actions: ["sqs:ReceiveMessage", "sqs:ChangeMessageVisibility", "sqs:DeleteMessage"], resources: letters },
    { actions: ["sqs:SendMessage"], resources: sources },
  ],
};
web("operations", routes, using(reads, seals, knowsSettings, operates), { timeout: "29 seconds" });
