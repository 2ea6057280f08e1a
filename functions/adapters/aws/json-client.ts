import { AwsSdkSigV4Signer } from "@aws-sdk/core/httpAuthSchemes";
import { constructStack } from "@smithy/core/client";
import { type EndpointResolvedConfig, getEndpointFromInstructions } from "@smithy/core/endpoints";
import { HttpRequest, type HttpResponse } from "@smithy/core/protocols";
import { type RetryResolvedConfig, retryMiddleware } from "@smithy/core/retry";
import type { MetadataBearer, RequestHandler, RequestSigner } from "@smithy/types";
import type { Command } from "./command.ts";
import { Sha256 } from "./sha256.ts";

/** What the SDK's clients begin with; times in milliseconds. */
export const SETTINGS = { maxAttempts: 3, sha256: Sha256, requestHandler: { connectionTimeout: 1000, requestTimeout: 3000 } };

type Json = Record<string, unknown>;
type Answered = { output: Json & MetadataBearer; response: HttpResponse };
type Send = (args: { input: Json }) => Promise<Answered>;
type Request = { headers: Record<string, string>; body: string; address: string | undefined };
type Attempt = (args: { request: Request }) => Promise<Answered>;

type Config = RetryResolvedConfig &
  Omit<EndpointResolvedConfig, "endpoint"> & {
    requestHandler: RequestHandler<HttpRequest, HttpResponse>;
    signer: () => Promise<RequestSigner>;
  };

type Service<Found extends Config> = {
  /** What the SDK's own client of the service has found out: credentials, region, endpoint, retries, connections. */
  config: Found;
  /** How its requests are called, without the operation: `DynamoDB_20120810`. */
  target: string;
  /** Any command of the SDK's client: it knows how the endpoint is found. */
  example: object;
  /** From what is asked to JSON, and from JSON to what is answered; as it is unless said otherwise. */
  codec?: { write(input: Json): Json; read(output: Json): Json };
  /** Where what is asked says itself where it goes: an address of the service, whose path does not count. */
  addressIn?(input: Json): string | undefined;
  /** The class of an error by the name that the service gives it. */
  errorOf(name: string): new (options: never) => Error;
};

/**
 * Sends commands with the SDK's own credentials, retries, clock, signature and connections, put together once and not anew for
 * each request, and with JSON as it is and not by a schema: a third of the CPU (docs/performance.md). `middlewareStack` takes
 * middlewares of the step "initialize". Throws what the SDK throws.
 *
 * It says nothing of the trace that a function runs in, as the SDK does: Lambda counts along it, and drops a message that comes of sixteen
 * others one after the other (https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html). An archive that ends in a day, and a
 * large project that is removed, come of many more.
 */
export function jsonClient<Found extends Config>({ config, target, example, codec, addressIn, errorOf }: Service<Found>) {
  const middlewareStack = constructStack<Json, Json & MetadataBearer>();
  const authorization = new AwsSdkSigV4Signer();
  let found: ReturnType<typeof find> | null = null;

  /** Where the service is, and what signs: the same for as long as the process lives. */
  async function find() {
    const { url } = (await getEndpointFromInstructions({}, example as never, { ...config } as never, {})) as { url: URL };
    const signer = await config.signer();
    return { place: placeOf(url), clock: { signer: async () => signer, systemClockOffset: 0 } };
  }

  const attempt: Attempt = async ({ request: { headers, body, address } }) => {
    found ??= find();
    const { place, clock } = await found.catch((error: unknown) => {
      found = null;
      throw error;
    });
    const { host, ...at } = address !== undefined && !config.isCustomEndpoint ? addressed(address) : place;
    const request = new HttpRequest({ ...at, method: "POST", headers: { host, ...headers }, body });
    const properties = { config: clock, context: {} };
    try {
      const signed = await authorization.sign(request, undefined as never, properties);
      const { response } = await config.requestHandler.handle(signed as HttpRequest);
      const output = answerOf(response, await textOf(response));
      authorization.successHandler(response, properties);
      return { output, response };
    } catch (error) {
      return authorization.errorHandler(properties)(error as Error);
    }
  };

  function answerOf(response: HttpResponse, text: string): Json & MetadataBearer {
    const { statusCode, headers } = response;
    const $metadata = { httpStatusCode: statusCode, ...(headers["x-amzn-requestid"] && { requestId: headers["x-amzn-requestid"] }) };
    if (statusCode < 300) {
      const output = text ? (JSON.parse(text) as Json) : {};
      return Object.assign(codec ? codec.read(output) : output, { $metadata });
    }
    const said = saidIn(text);
    const name = nameOf(said.__type) ?? nameOf(headers["x-amzn-errortype"]) ?? "Unknown";
    const message = said.message ?? said.Message ?? name;
    const error = new (errorOf(name))({ ...said, name, message, $fault: statusCode < 500 ? "client" : "server", $metadata } as never);
    // What stands in it is for nobody's log.
    throw Object.defineProperty(error, "$response", { value: response, enumerable: false });
  }

  const retried = retryMiddleware(config)(attempt as never, {}) as unknown as Attempt;

  return {
    config,
    middlewareStack,
    async send<Input extends object, Output extends object>(command: Command<Input, Output>): Promise<Output> {
      const { operation } = command;
      const send: Send = ({ input }) => {
        const body = JSON.stringify(codec ? codec.write(input) : input);
        const length = String(Buffer.byteLength(body));
        const headers = {
          "content-type": "application/x-amz-json-1.0",
          "content-length": length,
          "x-amz-target": `${target}.${operation}`,
        };
        return retried({ request: { headers, body, address: addressIn?.(input) } });
      };
      const sent = middlewareStack.resolve(send as never, { commandName: `${operation}Command` });
      return (await sent({ input: command.input as Json })).output as unknown as Output;
    },
  };
}

type Place = Pick<HttpRequest, "protocol" | "hostname" | "path"> & { host: string; port?: number };

const placeOf = ({ protocol, hostname, port, host, pathname }: URL): Place => ({
  ...{ protocol, hostname, host, path: pathname.replace(/\/?$/, "/") },
  ...(port && { port: Number(port) }),
});

/** A function knows a few. */
const known = new Map<string, Place>();
function addressed(address: string): Place {
  const place = known.get(address) ?? placeOf(new URL("/", address));
  known.set(address, place);
  return place;
}

async function textOf({ body }: HttpResponse): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of body as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** Nothing where it is no JSON, as what stands in front of a service answers. */
function saidIn(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return {};
  }
}

/** `ThrottlingException` of `com.amazon.coral.availability#ThrottlingException:http://…`. */
const nameOf = (type: unknown): string | undefined =>
  typeof type === "string" ? type.split(/[:,]/)[0]?.split(/#/).at(-1) || undefined : undefined;
