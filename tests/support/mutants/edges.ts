import { mistakesIn } from "./mutant.ts";

const EDGES = ["tests/unit/edges/edges.test.ts"];

/** Queues, streams and requests: what is said to be done is done, what is not comes again. */
export const EDGES_AND_QUEUES = [
  ...mistakesIn("functions/edges/queue.ts", [...EDGES, "tests/contracts/sqs/visibility.test.ts", "tests/unit/events/batches.test.ts"], {
    "a batch is done when one of it failed": [
      "return { batchItemFailures: failed.flat().map((itemIdentifier) => ({ itemIdentifier })) };",
      "return { batchItemFailures: failed.slice(9).flat().map((itemIdentifier) => ({ itemIdentifier })) };",
    ],
    "what failed of a whole batch is done": [
      "return { batchItemFailures: failed.flat() };",
      "return { batchItemFailures: failed.slice(9).flat() };",
    ],
    "a batch that fails as a whole is done": ["messages.map(() => error),", "messages.map(() => null),"],
    "a message overtakes the one before it": [
      "return [record, ...behind].map((it) => it.messageId);",
      "return [record].map((it) => it.messageId);",
    ],
    "what is behind waits its whole time": ["    for (const it of behind) await later(options.source, it, verdict.againIn);\n", ""],
    "messages of a group run side by side": ["record.attributes.MessageGroupId ?? record.messageId", "record.messageId"],
    "what can never succeed is tried again": ["retry === false || received", "received"],
    "what failed often is tried for ever by itself": ["(retry === false || received >= source.maxReceiveCount())", "(retry === false)"],
    "what passes is given up at once": [
      "(retry === false || received >= source.maxReceiveCount())",
      "(retry !== true || received >= source.maxReceiveCount())",
    ],
    "what could not be given up is done": [
      'logFailure("queue.verdict.failed", problem);\n    return false;',
      'logFailure("queue.verdict.failed", problem);\n    return true;',
    ],
    "what could not be given up is forgotten": [
      'await source.giveUp(record, error instanceof Error ? `${error.name}: ${said(error)}` : "unknown");',
      "void error;",
    ],
    "what comes again comes at once": ["  await later(source, record, againIn);\n", ""],
    "who says when it is asked sooner": [`typeof retry === "number" ? retry :`, `typeof retry === "bigint" ? retry :`],
    "a visibility that cannot be changed ends the batch": ['logFailure("queue.verdict.failed", problem);\n  }', "throw problem;\n  }"],
    "a batch does not know that it came before": [
      "Number(it.attributes.ApproximateReceiveCount) > 1",
      "Number(it.attributes.ApproximateReceiveCount) > 9",
    ],
  }),
  ...mistakesIn("functions/adapters/sqs/client.ts", ["tests/contracts/senders.test.ts", "tests/contracts/sqs/conformance.test.ts"], {
    "what the queue did not take is said to be sent": [
      "if (answer.Failed?.length) throw",
      'if (answer.Failed?.length && url() === "") throw',
    ],
    "a fault of the queue is a bug": [
      'throw new Unavailable("The queue", undefined, { cause });\n        });',
      "throw cause;\n        });",
    ],
    "messages have no order": [
      "...(placement && { MessageGroupId: placement.group, MessageDeduplicationId: placement.deduplication }),",
      "...(placement && { MessageGroupId: placement.group, MessageDeduplicationId: String(Math.random()) }),",
    ],
    "a batch is larger than a queue takes": ["current.length === BATCH || bytes + size > BATCH_BYTES", "bytes + size > BATCH_BYTES"],
    "a batch is heavier than a queue takes": ["current.length === BATCH || bytes + size > BATCH_BYTES", "current.length === BATCH"],
    "a message waits for nothing": ["...(delaySeconds && { DelaySeconds: delaySeconds(message) }),", ""],
  }),
  ...mistakesIn("functions/adapters/sqs/per-ticket.ts", ["tests/contracts/senders.test.ts"], {
    "two trackers' tickets are one": [
      'group: createHash("sha256").update(`${integrationId}:${ticketId}`)',
      'group: createHash("sha256").update(`${ticketId}`)',
    ],
    "two causes are one": ["update(`${integrationId}:${ticketId}:${cause}`)", "update(`${integrationId}:${ticketId}:${cause.length}`)"],
  }),
  ...mistakesIn("functions/adapters/sqs/source.ts", ["tests/contracts/operated-queues.test.ts"], {
    "a dead letter does not know its queue": [`            source: text(queue().url.split("/").at(-1) ?? ""),\n`, ""],
    "a dead letter says no cause": ["            cause: text(cause),\n", ""],
    "a letter forgets how often it was sent back": [
      '            ...(redriven && { redriven: { DataType: "Number", StringValue: redriven } }),\n',
      "",
    ],
  }),
  ...mistakesIn("functions/adapters/sqs/operated-queues.ts", ["tests/contracts/operated-queues.test.ts"], {
    "a letter goes before it is sent back": [
      "    await orUnavailable(sqs.send(command));\n    await orUnavailable(sqs.send(new DeleteMessageCommand({ QueueUrl: deadLetterUrl, ReceiptHandle: receipt })));",
      "    await orUnavailable(sqs.send(new DeleteMessageCommand({ QueueUrl: deadLetterUrl, ReceiptHandle: receipt })));\n    await orUnavailable(sqs.send(command));",
    ],
    "a letter that is sent back stays": [
      "    await orUnavailable(sqs.send(new DeleteMessageCommand({ QueueUrl: deadLetterUrl, ReceiptHandle: receipt })));\n",
      "",
    ],
    "a letter that is sent back twice is done twice": ["MessageDeduplicationId: id }", "MessageDeduplicationId: String(Math.random()) }"],
  }),
  ...mistakesIn("core/operations/dead-letters.ts", ["tests/contracts/operated-queues.test.ts", "tests/flows/long/dead-letters.test.ts"], {
    "letters of another organization are sent back": [
      "for (const letter of await owned(wanted, mine)) {",
      "for (const letter of wanted) {",
    ],
    "letters of another organization are shown": ["async (letters) => owned(letters, mine)", "async (letters) => letters"],
    "what was looked at stays hidden": [
      "taken.filter(({ id }) => !kept.has(id)),",
      'taken.filter(({ id }) => id === "" && !kept.has(id)),',
    ],
    "more than the chosen is sent back": ["chosen === null || chosen.has(id)", 'id !== ""'],
  }),
  ...mistakesIn("functions/edges/http.ts", [...EDGES, "tests/unit/edges/caching.test.ts", "tests/contracts/local/http.test.ts"], {
    "an answer may be kept by whoever stands in front": [`"cache-control": "no-store", ...`, "..."],
    "a bug shows what it is": [`body: { detail: "Internal Error" } });`, "body: { detail: String(error) } });"],
    "an answer of the day before is the answer": ["return known.includes(tag)\n", 'return known.length > 0 && known[0] !== ""\n'],
  }),
  ...mistakesIn("functions/edges/schedule.ts", [...EDGES, "tests/contracts/local/schedule-source.test.ts"], {
    "a schedule that fails is said to be done": ["    throw error;\n", ""],
  }),
  ...mistakesIn("functions/edges/body.ts", [...EDGES, "tests/flows/body-limits.test.ts"], {
    "a body is as large as any": ["if (bytes.length > MOST) throw", "if (bytes.length < 0) throw"],
  }),
];
