import { Readable } from "node:stream";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import * as SQS from "@aws-sdk/client-sqs";
import * as documents from "@aws-sdk/lib-dynamodb";
import { type HttpRequest, HttpResponse } from "@smithy/core/protocols";
import type { Command } from "../../functions/adapters/aws/command.ts";
import { documentClient } from "../../functions/adapters/dynamo/client.ts";
import { queueClient } from "../../functions/adapters/sqs/client.ts";

/** What is answered to one request; an Error where nothing is. */
export type Answer = { status?: number; body?: object | string; headers?: Record<string, string> } | Error;
export type Asked = Pick<HttpRequest, "method" | "protocol" | "hostname" | "port" | "path"> & {
  headers: Record<string, string>;
  body: Record<string, unknown>;
};

/** Where a client of AWS sends its requests: notes them, and answers one after the other, the last one for ever. */
export function wire(...answers: Answer[]) {
  const asked: Asked[] = [];
  const requestHandler = {
    async handle({ method, protocol, hostname, port, path, headers, body }: HttpRequest) {
      asked.push({
        method,
        protocol,
        hostname,
        ...(port !== undefined && { port }),
        path,
        headers,
        body: JSON.parse(typeof body === "string" ? body : new TextDecoder().decode(body as Uint8Array)),
      });
      const answer = (answers.length > 1 ? answers.shift() : answers[0]) ?? {};
      if (answer instanceof Error) throw answer;
      const { status = 200, body: said = {}, headers: sent = {} } = answer;
      const text = typeof said === "string" ? said : JSON.stringify(said);
      return { response: new HttpResponse({ statusCode: status, headers: { ...sent }, body: Readable.from([Buffer.from(text)]) }) };
    },
    updateHttpClientConfig: () => {},
    httpHandlerConfigs: () => ({}),
  };
  return { asked, requestHandler };
}

type Sends = { send(command: never): Promise<unknown> };
type Make = (requestHandler: object) => { ours: Sends; theirs: Sends };

/** The client that is deployed, and the SDK's own, which would log that a queue is elsewhere. */
export const onDynamo =
  (place: object): Make =>
  (requestHandler) => {
    const sdk = new DynamoDBClient({ ...place, requestHandler } as never);
    const theirs = documents.DynamoDBDocumentClient.from(sdk, { marshallOptions: { removeUndefinedValues: true } });
    return { ours: documentClient(sdk.config), theirs };
  };
export const onSqs =
  (place: object): Make =>
  (requestHandler) => {
    const theirs = new SQS.SQSClient({ ...place, requestHandler, logger: { warn: () => {} }, md5: false } as never);
    return { ours: queueClient(theirs.config), theirs };
  };

/** What the two ask, and what comes of it, where both are answered the same. */
export async function both(make: Make, command: Command<object, object>, ...answers: Answer[]) {
  const [here, there] = [wire(...answers), wire(...answers)];
  const Theirs = { ...documents, ...SQS }[command.constructor.name as "GetCommand"];
  const send = (client: Sends, it: object) => client.send(it as never).catch((error: unknown) => error);
  const [said, wanted] = await Promise.all([
    send(make(here.requestHandler).ours, command),
    send(make(there.requestHandler).theirs, new Theirs(command.input as never)),
  ]);
  return { said, wanted, asked: here.asked, expected: there.asked };
}
