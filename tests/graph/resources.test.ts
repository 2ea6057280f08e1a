import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { bundleOf, loadGraph, type Resource } from "../support/graph.ts";

const production = loadGraph("production");
const ci = loadGraph("ci");
const { functions, mappings, ofType, byArn } = production;
const queueMappings = mappings.filter((it) => it.source?.type === "aws:sqs/queue:Queue");
const inputs = (resource: Resource | undefined) => resource?.inputs ?? {};

test("the program ran in both stages, and every value resolved", () => {
  expect([production.errors, ci.errors]).toEqual([[], []]);
  for (const { type, name, inputs: given } of production.resources) {
    if (type.startsWith("sst:")) continue;
    expect(JSON.stringify(given), `${type} ${name}`).not.toMatch(/__pulumiUnknown|undefined|<promise>|\[object Object\]/);
  }
});

describe.each(functions.map((it) => [it.handler, it] as const))("%s", (_, { lambda, role, statements, name }) => {
  const given = inputs(lambda);
  test("runs Node 24 on arm64 within sane limits, and its JSON logs are kept for a month", () => {
    expect(given).toMatchObject({ runtime: "nodejs24.x", architectures: ["arm64"], loggingConfig: { logFormat: "JSON" } });
    expect(given.memorySize).toBeGreaterThanOrEqual(128);
    expect(given.memorySize).toBeLessThanOrEqual(1024);
    expect(given.timeout).toBeGreaterThanOrEqual(5);
    // Those that wait for somebody else's Jira, three messages one after the other, take longest.
    expect(given.timeout).toBeLessThanOrEqual(120);
    const { logGroup } = given.loggingConfig as { logGroup: string };
    const group = ofType("aws:cloudwatch/logGroup:LogGroup").find((it) => it.outputs.name === logGroup);
    expect(inputs(group).retentionInDays).toBe(30);
  });

  test("trusts Lambda alone", () => {
    const trust = inputs(role).assumeRolePolicy as { Statement: object[] };
    expect(trust.Statement).toMatchObject([{ Principal: { Service: "lambda.amazonaws.com" } }]);
    expect(JSON.stringify(trust)).not.toMatch(/AWS|root|\*/);
  });

  test("may do what it names, on what it names", () => {
    for (const { Action, Resource } of statements) {
      for (const action of Action) expect(action).toMatch(/^(dynamodb|sqs):[A-Z]\w+$/);
      for (const resource of Resource) {
        // What lists streams is not limited to one by AWS; everything else names a table, an index, a stream or a queue.
        if (Action.every((it) => it === "dynamodb:ListStreams")) continue;
        expect(resource).toMatch(
          /^arn:aws:(dynamodb:eu-central-1:0+:table\/[\w-]+(\/index\/gsi1|\/stream\/[\w:.-]+)?|sqs:eu-central-1:0+:[\w-]+(\.fifo)?)$/,
        );
      }
    }
  });

  test("has a bundle that exports its handler", () => {
    const [file, handler] = String(given.handler).split(".");
    const script = `console.log(typeof (await import("./${file}.mjs")).${handler})`;
    const environment = (given.environment as { variables: Record<string, string> }).variables;
    const options = { cwd: bundleOf({ name }), env: { PATH: process.env.PATH, ...environment }, encoding: "utf8" as const };
    expect(execFileSync(process.execPath, ["--input-type=module", "-e", script], options).trim()).toBe("function");
  });
});

describe.each(queueMappings.map((it) => [it.handler, it] as const))("the queue of %s", (handler, { source, lambda, inputs: mapping }) => {
  const queue = inputs(source);
  const redrive = JSON.parse(String(queue.redrivePolicy)) as { deadLetterTargetArn: string; maxReceiveCount: number };
  const deadLetters = byArn(redrive.deadLetterTargetArn);

  test("answers per record, waits six timeouts, tries five times; what is stale is invalidated as long as it may live", () => {
    expect(mapping.functionResponseTypes).toEqual(["ReportBatchItemFailures"]);
    expect(queue.visibilityTimeoutSeconds).toBeGreaterThanOrEqual(6 * Number(inputs(lambda).timeout));
    expect(redrive.maxReceiveCount).toBe(handler.startsWith("functions/caches/") ? 1_000 : 5);
  });

  test("has a dead-letter queue of its kind, kept for two weeks, with an alarm", () => {
    expect(inputs(deadLetters)).toMatchObject({ messageRetentionSeconds: 14 * 86_400 });
    expect(Boolean(inputs(deadLetters).fifoQueue)).toBe(Boolean(queue.fifoQueue));
    const alarms = ofType("aws:cloudwatch/metricAlarm:MetricAlarm").map((it) => (inputs(it).dimensions as { QueueName: string }).QueueName);
    expect(alarms).toContain(inputs(deadLetters).name);
  });
});

const streams = mappings.filter((it) => it.source?.type === "aws:dynamodb/table:Table");
test("the table's stream is followed", () => expect(streams.map((it) => it.handler)).toContain("functions/relay/changes.handler"));

test.each(streams.map((it) => [it.handler, it.inputs] as const))("%s is retried, halved, and parks what cannot be followed", (_, given) => {
  expect(given).toMatchObject({
    startingPosition: "TRIM_HORIZON",
    bisectBatchOnFunctionError: true,
    maximumRetryAttempts: 10,
    functionResponseTypes: ["ReportBatchItemFailures"],
  });
  const { onFailure } = given.destinationConfig as { onFailure: { destinationArn: string } };
  expect(byArn(onFailure.destinationArn)?.type).toBe("aws:sqs/queue:Queue");
});

test("the table: keys, index, time to live, stream, point-in-time recovery; kept and protected in production only", () => {
  const [table] = ofType("aws:dynamodb/table:Table");
  expect(inputs(table)).toMatchObject({
    hashKey: "pk",
    rangeKey: "sk",
    billingMode: "PAY_PER_REQUEST",
    ttl: { attributeName: "expiresAt", enabled: true },
    streamEnabled: true,
    streamViewType: "NEW_AND_OLD_IMAGES",
    pointInTimeRecovery: { enabled: true },
    deletionProtectionEnabled: true,
    globalSecondaryIndexes: [{ name: "gsi1", hashKey: "gsi1pk", rangeKey: "gsi1sk", projectionType: "ALL" }],
  });
  expect(table?.retainOnDelete).toBe(true);
  const [elsewhere] = ci.ofType("aws:dynamodb/table:Table");
  expect(inputs(elsewhere).deletionProtectionEnabled ?? false).toBe(false);
  expect(elsewhere?.retainOnDelete ?? false).toBe(false);
});

test("the API logs its access for a month and hands payloads over in format 2.0", () => {
  const access = ofType("aws:cloudwatch/logGroup:LogGroup").filter((it) => it.parent?.includes("ApiGatewayV2"));
  expect(access.map((it) => inputs(it).retentionInDays)).toEqual([30]);
  for (const { key, payload } of production.routes) expect(payload, key).toBe("2.0");
});
