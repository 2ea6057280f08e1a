import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** An alarm, by the names that CloudWatch gives its fields. */
export type StoodIn = Record<string, unknown> & { AlarmName: string };
type Answer = { status: number; type: string; headers?: Record<string, string>; body: string };

/**
 * CloudWatch and SNS as unkind as they may be, each in what its SDK speaks: pages that are shorter than asked for, tokens of pages that work
 * once, requests that are throttled, alarms of others beside those asked for, and whatever is not allowed refused. CloudWatch speaks JSON 1.0
 * (https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html), SNS forms and XML (…/aws-query-protocol.html).
 */
export async function startWatching() {
  const state = {
    alarms: new Map<string, StoodIn>(),
    subscriptions: [] as { Endpoint: string; SubscriptionArn: string }[],
    denied: new Set<string>(),
    /** Of so many requests in a row one is answered, and the others are throttled. */
    answersOneIn: 1,
    /** AWS puts as many on a page as it likes: it promises at most what it was asked for. */
    page: 50,
    asked: [] as string[],
  };
  const pages = new Map<string, () => unknown>();
  let requests = 0;

  const describeAlarms = ({ AlarmNames, MaxRecords = 50, NextToken }: Record<string, unknown>): unknown => {
    if (NextToken !== undefined) return page(String(NextToken));
    if (!Array.isArray(AlarmNames) || AlarmNames.length > 100 || Number(MaxRecords) > 100) throw fault("ValidationError", 400);
    const found = [...state.alarms.values()].filter((it) => AlarmNames.includes(it.AlarmName));
    return paged("MetricAlarms", found, Math.min(state.page, Number(MaxRecords)));
  };
  const paged = <T>(name: string, all: readonly T[], size: number): Record<string, unknown> => {
    if (all.length <= size) return { [name]: all };
    const token = randomUUID();
    pages.set(token, () => paged(name, all.slice(size), size));
    return { [name]: all.slice(0, size), NextToken: token };
  };
  const page = (token: string): unknown => {
    const next = pages.get(token);
    if (!next) throw fault("InvalidNextToken", 400);
    pages.delete(token);
    return next();
  };

  function answer(request: IncomingMessage, body: string): Answer {
    const form = new URLSearchParams(body);
    const isForm = request.headers["content-type"] === "application/x-www-form-urlencoded";
    const name = isForm ? String(form.get("Action")) : String(request.headers["x-amz-target"]).split(".").at(-1);
    state.asked.push(String(name));
    const said = isForm ? inXml : inJson;
    if (!/^AWS4-HMAC-SHA256 Credential=\S+, SignedHeaders=\S+, Signature=[0-9a-f]{64}$/.test(request.headers.authorization ?? "")) {
      return said.fault(isForm ? "MissingAuthenticationToken" : "MissingAuthenticationTokenException", 403);
    }
    if (state.denied.has(String(name))) return said.fault(isForm ? "AuthorizationError" : "AccessDeniedException", 403);
    if (++requests % state.answersOneIn !== 0) return said.fault(isForm ? "Throttled" : "ThrottlingException", isForm ? 429 : 400);
    try {
      if (name === "DescribeAlarms") return inJson.answer(describeAlarms(JSON.parse(body)));
      if (name !== "ListSubscriptionsByTopic" || !form.get("TopicArn")?.startsWith("arn:")) throw fault("InvalidParameter", 400);
      const token = form.get("NextToken");
      return inXml.answer((token === null ? paged("Subscriptions", state.subscriptions, 1) : page(token)) as Subscriptions);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return said.fault(error.message, error.status);
    }
  }

  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    request.on("data", (it: Buffer) => chunks.push(it));
    request.on("end", () => {
      const { status, type, headers, body } = answer(request, Buffer.concat(chunks).toString());
      response.writeHead(status, { "content-type": type, "x-amzn-requestid": randomUUID(), ...headers }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { state, url, stop: () => new Promise((resolve) => server.close(resolve)) };
}

class Fault extends Error {
  readonly status: number;
  constructor(name: string, status: number) {
    super(name);
    this.status = status;
  }
}
const fault = (name: string, status: number): Fault => new Fault(name, status);

const inJson = {
  answer: (body: unknown): Answer => ({ status: 200, type: "application/x-amz-json-1.0", body: JSON.stringify(body) }),
  fault: (name: string, status: number): Answer => ({
    status,
    type: "application/x-amz-json-1.0",
    headers: { "x-amzn-query-error": `${name};Sender` },
    body: JSON.stringify({ __type: `com.amazonaws.cloudwatch#${name}`, message: "arn:secret is not authorized" }),
  }),
};

type Subscriptions = { Subscriptions: { Endpoint: string; SubscriptionArn: string }[]; NextToken?: string };
const inXml = {
  answer: ({ Subscriptions, NextToken }: Subscriptions): Answer => {
    const members = Subscriptions.map(
      (it) =>
        `<member><Owner>123456789012</Owner><Protocol>email</Protocol><Endpoint>${it.Endpoint}</Endpoint><SubscriptionArn>${it.SubscriptionArn}</SubscriptionArn></member>`,
    ).join("");
    const token = NextToken === undefined ? "" : `<NextToken>${NextToken}</NextToken>`;
    const result = `<ListSubscriptionsByTopicResult><Subscriptions>${members}</Subscriptions>${token}</ListSubscriptionsByTopicResult>`;
    return {
      status: 200,
      type: "text/xml",
      body: `<ListSubscriptionsByTopicResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">${result}<ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></ListSubscriptionsByTopicResponse>`,
    };
  },
  fault: (name: string, status: number): Answer => ({
    status,
    type: "text/xml",
    body: `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>${name}</Code><Message>arn:secret is not authorized</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
  }),
};
