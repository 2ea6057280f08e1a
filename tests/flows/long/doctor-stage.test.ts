import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { DescribeContinuousBackupsCommand, DescribeTableCommand, DescribeTimeToLiveCommand } from "@aws-sdk/client-dynamodb";
import { GetQueueAttributesCommand, SetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { tables } from "../../../functions/adapters/dynamo/client.ts";
import type { Topology } from "../../../infra/local/topology.ts";
import { diagnose } from "../../../infra/ops/doctor/diagnose.ts";
import { type App, startApp } from "../../support/app.ts";
import { startWatching } from "../../support/aws/watching.ts";
import { linkResources } from "../../support/linked.ts";

/** What the doctor says of a stage: the same system, watched by a CloudWatch and an SNS, and known by a name with a certificate. */
const TOPIC = "arn:aws:sns:eu-central-1:123456789012:lockstep-Alarms";
const ON_CALL = "on-call@example.com";
type Resources = Record<string, Record<string, unknown>>;
let app: App;
let watching: Awaited<ReturnType<typeof startWatching>>;
let resources: Resources;
let settings: Partial<Topology>;
let original: Record<string, string>;
const servers: Server[] = [];
const folder = mkdtempSync(join(tmpdir(), "lockstep-doctor-"));
const sqs = new SQSClient();
const trusted = getCACertificates("default");

beforeAll(async () => {
  watching = await startWatching();
  Object.assign(process.env, { AWS_ENDPOINT_URL_CLOUDWATCH: watching.url, AWS_ENDPOINT_URL_SNS: watching.url });
  app = await startApp({ own: true });
  resources = JSON.parse(app.system.resources);
  const QueueUrl = urlOf("IssueWork");
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["VisibilityTimeout", "RedrivePolicy"] }),
  );
  original = Attributes ?? {};
});
beforeEach(() => {
  const { topology } = app.system;
  resources = JSON.parse(app.system.resources);
  const { state } = watching;
  state.alarms = new Map(
    topology.alarms.map(({ name, metric, rings }) => {
      const [Namespace, MetricName] = metric.split(" ");
      const is = { Statistic: rings.statistic, Threshold: rings.above, Period: rings.seconds, EvaluationPeriods: rings.times };
      const AlarmName = `${name}-1a2b3c4`;
      return [name, { AlarmName, Namespace, MetricName, ...is, ActionsEnabled: true, AlarmActions: [TOPIC], StateValue: "OK" }];
    }),
  );
  state.alarms.set("of another app", { AlarmName: "Other-1a2b3c4", ActionsEnabled: false, StateValue: "ALARM" });
  state.subscriptions = [
    { Endpoint: "somebody@example.com", SubscriptionArn: "Deleted" },
    { Endpoint: ON_CALL, SubscriptionArn: `${TOPIC}:0a1b2c3d` },
  ];
  Object.assign(state, { denied: new Set(), answersOneIn: 1, page: 50, asked: [] });
  settings = { hears: [ON_CALL] };
  link({ Alarms: { topic: TOPIC, all: topology.alarms.map(({ name }) => ({ name, id: `${name}-1a2b3c4` })) } });
  on(DescribeContinuousBackupsCommand, {
    ContinuousBackupsDescription: { PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: "ENABLED" } },
  });
});
afterEach(async () => {
  await attributes("IssueWork", original);
  for (const name of tables.middlewareStack.identify().filter((it) => it.startsWith("planted")))
    tables.middlewareStack.remove(name.split(" ")[0] ?? "");
  setDefaultCACertificates(trusted);
  for (const it of servers.splice(0)) await new Promise((resolve) => it.close(resolve));
});
afterAll(async () => {
  await app.stop();
  await watching.stop();
  rmSync(folder, { recursive: true });
});

function link(changes: Resources): void {
  resources = Object.fromEntries(Object.entries(resources).map(([name, it]) => [name, { ...it, ...changes[name] }]));
  linkResources(resources);
}
const found = async () =>
  (await diagnose({ isStage: true, declared: { ...app.system.topology, ...settings } })).filter(
    (it) => it.state === "ill" || it.state === "look",
  );
/** What the table's own client is answered to one command; where it is a function, it changes what the table says. */
function on(Command: { name: string }, answer: object | ((output: Record<string, unknown>) => object)): void {
  const planted =
    (next: (args: object) => Promise<{ output: Record<string, unknown> }>, context: { commandName?: string }) => async (args: object) => {
      if (context.commandName !== Command.name) return next(args);
      if (typeof answer !== "function") return { output: answer, response: {} };
      const { output, ...rest } = await next(args);
      return { ...rest, output: { ...output, ...answer(output) } };
    };
  tables.middlewareStack.add(planted as never, { step: "initialize", name: `planted-${Command.name}`, override: true });
}
const onTable = (change: (table: { GlobalSecondaryIndexes: object[] }) => object) =>
  on(DescribeTableCommand, ({ Table }) => ({ Table: { ...(Table as object), ...change(Table as { GlobalSecondaryIndexes: object[] }) } }));
const alarm = (name: string, change: object) => Object.assign(watching.state.alarms.get(name)!, change);
const urlOf = (name: string) => (resources.Queues!.all as { name: string; url: string }[]).find((it) => it.name === name)!.url;
const attributes = (name: string, Attributes: Record<string, string>) =>
  sqs.send(new SetQueueAttributesCommand({ QueueUrl: urlOf(name), Attributes }));

/** An address of https with a certificate of its own that is trusted, for so many days; as everything else the sign-in page. */
async function known({ days, trust = true }: { days: number; trust?: boolean }): Promise<void> {
  const [key, cert] = [join(folder, "key.pem"), join(folder, `${days}.pem`)];
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-days", String(days)];
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, ...subject], { stdio: "ignore" });
  if (trust) setDefaultCACertificates([...trusted, readFileSync(cert, "utf8")]);
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) => {
    void fetch(new URL(request.url ?? "/", app.system.api)).then(async (it) =>
      response.writeHead(it.status, { "content-type": "text/html" }).end(await it.text()),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  servers.push(server);
  link({ Settings: { publicUrl: `https://localhost:${(server.address() as AddressInfo).port}` } });
}

test("a stage that is as it was declared is well, page by page, though every other request is throttled", async () => {
  await known({ days: 90 });
  Object.assign(watching.state, { answersOneIn: 2, page: 7 });
  const all = await diagnose({ isStage: true, declared: { ...app.system.topology, ...settings } });
  expect(all.filter((it) => it.state === "ill" || it.state === "look")).toEqual([]);
  const well = all.map((it) => `${it.about}: ${it.what}`);
  expect(well).toContain(`alarms: All ${app.system.topology.alarms.length} are there as declared, and none rings.`);
  expect(well).toContain("alarm mail: Who gets alarms has confirmed it.");
  expect(well).toContainEqual(expect.stringMatching(/^domain: localhost is known, and its certificate holds for (89|90) days/));
  expect(watching.state.asked.filter((it) => it === "DescribeAlarms").length).toBeGreaterThan(10);
});

/** `also`: what hangs on the same cause is ill with it. */
const FAULTS: [name: string, plant: () => unknown, words: RegExp, also?: RegExp][] = [
  ["an alarm is gone", () => watching.state.alarms.delete("RelayBehind"), /alarms: The alarm RelayBehind is not there/],
  ["an alarm was changed", () => alarm("ApiFails", { Threshold: 500 }), /alarms: The alarm ApiFails is not as it is declared/],
  ["an alarm watches something else", () => alarm("ApiFails", { MetricName: "4xx" }), /alarms: The alarm ApiFails is not as/],
  ["an alarm is switched off", () => alarm("TicketLooksOld", { ActionsEnabled: false }), /alarms: The alarm TicketLooksOld tells nobody/],
  ["an alarm tells somebody else", () => alarm("TicketLooksOld", { AlarmActions: ["arn:other"] }), /The alarm TicketLooksOld tells nobody/],
  [
    "an alarm rings",
    () => alarm("TableWriteThrottles", { StateValue: "ALARM" }),
    /TableWriteThrottles rings\. .*docs\/operations\.md: Throttled/,
  ],
  [
    "the address was never confirmed",
    () => Object.assign(watching.state.subscriptions[1]!, { SubscriptionArn: "PendingConfirmation" }),
    /alarm mail: The address that alarms go to was never confirmed/,
  ],
  ["the address is not subscribed", () => watching.state.subscriptions.pop(), /alarm mail: The address .* is not subscribed/],
  [
    "nobody was named, nobody hears",
    () => {
      settings = {};
      watching.state.subscriptions.pop();
    },
    /alarm mail: Nobody hears of alarms/,
  ],
  [
    "alarms may not be read",
    () => watching.state.denied.add("DescribeAlarms"),
    /permissions: .* look at the alarms \(AccessDeniedException\)/,
  ],
  [
    "subscriptions may not be read",
    () => watching.state.denied.add("ListSubscriptionsByTopic"),
    /permissions: .* look at the alarm mail \(AuthorizationErrorException\)/,
  ],
  [
    "nothing but throttling",
    () => Object.assign(watching.state, { answersOneIn: 1e9 }),
    /alarms: It could not be looked at \(Throttling/,
    /alarm mail: It could not be looked at/,
  ],
  ["the stream is off", () => onTable(() => ({ StreamSpecification: { StreamEnabled: false } })), /table: The stream is off/],
  [
    "an index is gone",
    () => onTable((it) => ({ GlobalSecondaryIndexes: it.GlobalSecondaryIndexes.slice(0, 1) })),
    /table: The index gsi2 is missing/,
  ],
  [
    "an index is being made",
    () => onTable((it) => ({ GlobalSecondaryIndexes: it.GlobalSecondaryIndexes.map((one) => ({ ...one, IndexStatus: "CREATING" })) })),
    /table: The index gsi1 is not ready \(CREATING\)/,
    /gsi2 is not ready/,
  ],
  [
    "the time to live is off",
    () => on(DescribeTimeToLiveCommand, { TimeToLiveDescription: { TimeToLiveStatus: "DISABLED" } }),
    /table: The time to live is off/,
  ],
  ["no recovery", () => on(DescribeContinuousBackupsCommand, {}), /table: Point-in-time recovery is off/],
  [
    "a visibility was changed",
    () => attributes("IssueWork", { VisibilityTimeout: "5" }),
    /queues: The queue IssueWork hides a message for 5 seconds, not 360/,
  ],
  ["a redrive was taken away", () => attributes("IssueWork", { RedrivePolicy: "" }), /The queue IssueWork gives messages up otherwise/],
  ["a certificate ends", () => known({ days: 9 }), /domain: The certificate of localhost ends in [89] days/],
  [
    "DNS does not know the name",
    () => link({ Settings: { publicUrl: "http://no-such-host.invalid" } }),
    /domain: DNS knows no no-such-host\.invalid/,
    /does not answer/,
  ],
  [
    "deployed for another name",
    () => Object.assign(settings, { domain: "errors.example.com" }),
    /deployed for 127\.0\.0\.1, and infra\/stages\.ts says errors/,
  ],
];

test.each(FAULTS)("%s: named, with what to do, and nothing else is ill", async (_, plant, words, also) => {
  await plant();
  const all = (await found()).map((it) => `${it.about}: ${it.what} ${it.todo}`);
  expect(all).toContainEqual(expect.stringMatching(words));
  expect(all.filter((it) => !words.test(it) && !also?.test(it))).toEqual([]);
  expect(JSON.stringify(all)).not.toContain("arn:secret");
});

test("a certificate that nobody trusts is no certificate, and the address does not answer", async () => {
  await known({ days: 90, trust: false });
  expect((await found()).map((it) => it.what)).toContainEqual(
    expect.stringMatching(/The certificate of localhost does not hold \(DEPTH_ZERO_SELF_SIGNED_CERT\)/),
  );
});
