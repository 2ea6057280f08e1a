import { createDecipheriv } from "node:crypto";
import { readFileSync } from "node:fs";

type Json = Record<string, unknown>;
export type Resource = {
  urn: string;
  type: string;
  name: string;
  custom: boolean;
  id?: string;
  parent?: string;
  retainOnDelete?: boolean;
  inputs: Json;
  outputs: Json;
};
type Statement = { Effect: string; Action: string[]; Resource: string[] };

/** The resource graph that the real SST CLI made of a stage, as .ci/graph/verify.sh captured it. */
export function loadGraph(stage: "example" | "production" | "dev") {
  const { errors, resources } = JSON.parse(readFileSync(`.ci/work/graph-${stage}.json`, "utf8")) as {
    errors: unknown[];
    resources: Resource[];
  };
  const byUrn = new Map(resources.map((it) => [it.urn, it]));
  const ofType = (type: string) => resources.filter((it) => it.type === type);
  const byArn = (arn: string) => resources.find((it) => it.custom && [it.outputs.arn, it.outputs.streamArn].includes(arn));
  const handlerOf = (lambda: Resource | undefined): string =>
    (byUrn.get(lambda?.parent ?? "")?.outputs as { _metadata?: { handler?: string } })?._metadata?.handler ?? "";
  /** The component's own name: that of the SST component which made the resource. */
  const componentOf = (resource: Resource | undefined): string => byUrn.get(resource?.parent ?? "")?.name ?? "";

  const functions = ofType("aws:lambda/function:Function").map((lambda) => {
    const siblings = resources.filter((it) => it.parent === lambda.parent);
    const role = siblings.find((it) => it.type === "aws:iam/role:Role");
    const policies = (role?.inputs.inlinePolicies ?? []) as { policy: string }[];
    return {
      name: componentOf(lambda),
      handler: handlerOf(lambda),
      lambda,
      role,
      url: siblings.some((it) => it.type === "aws:lambda/functionUrl:FunctionUrl"),
      statements: policies.flatMap(({ policy }) => JSON.parse(policy).Statement as Statement[]),
    };
  });
  const routes = ofType("aws:apigatewayv2/route:Route").map((route) => {
    const integration = ofType("aws:apigatewayv2/integration:Integration").find((it) => `integrations/${it.id}` === route.inputs.target);
    const lambda = ofType("aws:lambda/function:Function").find((it) =>
      [it.outputs.arn, it.outputs.invokeArn].includes(integration?.inputs.integrationUri),
    );
    return {
      key: String(route.inputs.routeKey),
      handler: handlerOf(lambda),
      payload: integration?.inputs.payloadFormatVersion,
      step: route.inputs.operationName,
    };
  });
  const mappings = ofType("aws:lambda/eventSourceMapping:EventSourceMapping").map((mapping) => {
    const lambda = byArn(String(mapping.inputs.functionName));
    return {
      inputs: mapping.inputs,
      handler: handlerOf(lambda),
      lambda,
      source: byArn(String(mapping.inputs.eventSourceArn)),
    };
  });
  const schedules = ofType("aws:scheduler/schedule:Schedule").map((schedule) => {
    const { arn } = schedule.inputs.target as { arn: string };
    return { rate: String(schedule.inputs.scheduleExpression), handler: handlerOf(byArn(arn)) };
  });
  return { schedules, errors, resources, ofType, byArn, componentOf, functions, routes, mappings };
}

/** The links that the CLI encrypted into a function's bundle: AES-256-GCM, a nonce of zeros, the tag at the end. */
export function linksOf(fn: { name: string; lambda: Resource }): Record<string, unknown> {
  const { SST_KEY = "", SST_KEY_FILE = "" } = (fn.lambda.inputs.environment as { variables: Record<string, string> }).variables;
  const sealed = readFileSync(`${bundleOf(fn)}/${SST_KEY_FILE}`);
  const decipher = createDecipheriv("aes-256-gcm", Buffer.from(SST_KEY, "base64"), Buffer.alloc(12));
  decipher.setAuthTag(sealed.subarray(-16));
  return JSON.parse(Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]).toString());
}

/** The folder of the code that the CLI bundled, for the stage it saw last. */
export const bundleOf = ({ name }: { name: string }): string => `.sst/artifacts/${name}-src`;
