import { describe, expect, test } from "vitest";
import { alarmFault, concurrencyFault, corsFault, QUOTAS, routeKeyFault, sameRoute } from "../../infra/local/aws-limits.ts";
import { loadGraph, type Resource } from "../support/graph.ts";

const bytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
const faults = (all: Resource[], faultOf: (resource: Resource) => string | null): string[] =>
  all.flatMap((it) => {
    const fault = faultOf(it);
    return fault ? [`${it.name} ${fault}`] : [];
  });

/** What a deploy would be refused for, or would do otherwise than one thinks. */
describe.each(["production", "dev", "example"] as const)("stage %s", (stage) => {
  const { resources, routes, functions, mappings, ofType } = loadGraph(stage);
  const lambdas = ofType("aws:lambda/function:Function");
  const over = (limit: number, all: { name: string; size: number }[]) => all.filter(({ size }) => size > limit);

  test("API Gateway takes every route", () => {
    expect(faults(ofType("aws:apigatewayv2/route:Route"), (it) => routeKeyFault(String(it.inputs.routeKey)))).toEqual([]);
    const all = routes.map(({ key }) => sameRoute(key));
    expect(all.filter((it, at) => all.indexOf(it) !== at)).toEqual([]);
    expect(routes.filter(({ step }) => String(step).length > QUOTAS.operationName)).toEqual([]);
    expect(routes.length).toBeLessThanOrEqual(QUOTAS.routesOfApi);
  });

  test("it answers no preflight itself", () =>
    expect(faults(ofType("aws:apigatewayv2/api:Api"), (it) => corsFault(it.inputs.corsConfiguration))).toEqual([]));

  test("each Lambda has one integration, and time to answer in", () => {
    const integrations = ofType("aws:apigatewayv2/integration:Integration");
    const uris = integrations.map((it) => it.inputs.integrationUri);
    expect(new Set(uris).size).toBe(uris.length);
    expect(uris.length).toBeLessThanOrEqual(QUOTAS.integrationsOfApi);
    const behind = lambdas.filter((it) => uris.includes(it.outputs.arn));
    expect(behind.length).toBe(uris.length);
    expect(behind.filter((it) => Number(it.inputs.timeout) >= QUOTAS.integrationSeconds)).toEqual([]);
  });

  test("policies and environments are within their sizes", () => {
    const policies = lambdas.map(({ name, outputs }) => ({
      name,
      size: bytes(
        ofType("aws:lambda/permission:Permission").filter(
          (it) => it.inputs.function === outputs.arn || it.inputs.function === outputs.name,
        ),
      ),
    }));
    expect(over(QUOTAS.functionPolicy, policies)).toEqual([]);
    const roles = ofType("aws:iam/role:Role").map(({ name, inputs }) => ({
      name,
      size: ((inputs.inlinePolicies ?? []) as { policy: string }[]).reduce((sum, { policy }) => sum + policy.replace(/\s/g, "").length, 0),
    }));
    expect(over(QUOTAS.rolePolicies, roles)).toEqual([]);
    expect(roles.length).toBeLessThanOrEqual(QUOTAS.rolesOfAccount);
    const environments = lambdas.map(({ name, inputs }) => ({ name, size: bytes(inputs.environment ?? {}) }));
    expect(over(QUOTAS.environment, environments)).toEqual([]);
  });

  test("a new account can give the concurrency: none is reserved, but for what comes from outside where the stage says so", () => {
    const reserved = functions.filter(({ lambda }) => concurrencyFault(lambda.inputs.reservedConcurrentExecutions as number | undefined));
    const receiving = functions.filter(({ url, handler }) => url || /events\/(envelope|store)/.test(handler));
    expect(receiving.length).toBeGreaterThan(4);
    expect(reserved.map((it) => it.name).sort()).toEqual(stage === "example" ? receiving.map((it) => it.name).sort() : []);
    expect(new Set(reserved.map(({ lambda }) => lambda.inputs.reservedConcurrentExecutions))).toEqual(
      new Set(stage === "example" ? [50] : []),
    );
  });

  test("the API throttles before it takes what queues run on; one worker that waits for others is bounded, and no other", () => {
    const [apiStage] = ofType("aws:apigatewayv2/stage:Stage");
    expect(apiStage?.inputs.defaultRouteSettings).toMatchObject({ throttlingRateLimit: 1_000, throttlingBurstLimit: 2_000 });
    const bounded = mappings.filter(({ inputs }) => inputs.scalingConfig);
    expect(bounded.map(({ handler, inputs }) => [handler, inputs.scalingConfig])).toEqual([
      ["functions/sync/converge.handler", { maximumConcurrency: 100 }],
    ]);
  });

  test("every alarm tells somebody", () => {
    const alarms = ofType("aws:cloudwatch/metricAlarm:MetricAlarm");
    expect(faults(alarms, (it) => alarmFault(it.inputs))).toEqual([]);
    const topics = ofType("aws:sns/topic:Topic").map((it) => it.outputs.arn);
    expect(topics).toHaveLength(1);
    expect(new Set(alarms.flatMap((it) => it.inputs.alarmActions as string[]))).toEqual(new Set(topics));
    const told = ofType("aws:sns/topicSubscription:TopicSubscription").map((it) => it.inputs.endpoint);
    expect(told).toEqual(stage === "example" ? ["on-call@example.com"] : []);
  });

  test("CloudFront's key has no more headers than it may", () => {
    for (const { inputs } of ofType("aws:cloudfront/cachePolicy:CachePolicy")) {
      const { headersConfig } = inputs.parametersInCacheKeyAndForwardedToOrigin as { headersConfig: { headers: { items: string[] } } };
      expect(headersConfig.headers.items.length).toBeLessThanOrEqual(QUOTAS.cacheKeyHeaders);
    }
  });

  test("small enough to be warm, quick to deploy", () => {
    expect(functions.length).toBeLessThanOrEqual(60);
    expect(resources.filter((it) => it.custom && !it.type.startsWith("pulumi:")).length).toBeLessThanOrEqual(720);
  });
});

test("an own domain is the address that is handed out", () => {
  const { ofType } = loadGraph("example");
  const [distribution] = ofType("aws:cloudfront/distribution:Distribution");
  expect(distribution?.inputs).toMatchObject({
    aliases: ["errors.example.com"],
    viewerCertificate: { acmCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d" },
  });
});
