import { METRICS, NAMESPACE } from "../functions/metrics.ts";
import { alarm, linkAlarms } from "./alarms.ts";
import { api } from "./api.ts";
import { dashboard } from "./dashboard.ts";
import { data } from "./data.ts";

// What belongs to no single queue, stream or receiver: those bring their own alarms.
alarm("ApiFails", {
  harm: "People and SDKs are answered with 5xx: pages, the API and the intake of errors.",
  see: "The API fails",
  metric: "AWS/ApiGateway 5xx",
  of: { ApiId: api.nodes.api.id },
  above: 5,
  minutes: 5,
});
alarm("FunctionThrottles", {
  harm: "The account has no more concurrency: errors and webhooks are refused, queues wait.",
  see: "Throttled",
  metric: "AWS/Lambda Throttles",
  above: 10,
  minutes: 5,
  times: 2,
});
for (const kind of ["Read", "Write"] as const) {
  alarm(`Table${kind}Throttles`, {
    harm: `The table refuses ${kind === "Read" ? "reads" : "writes"}: requests are slow or answered 503, queues wait.`,
    see: "Throttled",
    metric: `AWS/DynamoDB ${kind}ThrottleEvents`,
    of: { TableName: data.name },
    above: 10,
    minutes: 5,
    times: 2,
  });
}

type Own = { harm: string; see: string; above?: number; minutes?: number };
/** By the names that `functions/metrics.ts` gives. */
const OWN: Record<string, Own> = {
  WebhooksRefused: {
    harm: "Webhooks of a Jira are refused: their token or signature is wrong. What changes there is found a quarter of an hour late. It may be somebody who guesses.",
    see: "Webhooks are refused",
    above: 20,
    minutes: 15,
  },
  TokensRefused: {
    harm: "A Jira gives no new access token: nothing of it is kept in step until somebody approves the app again.",
    see: "A tracker refuses us",
    minutes: 5,
  },
  WebhooksEnding: {
    harm: "Webhooks of a Jira could not be renewed and end within days: then its changes are found a quarter of an hour late.",
    see: "A tracker refuses us",
    minutes: 5,
  },
  TrackersAway: {
    harm: "A tracker does not answer as it should: its tickets and issues drift apart until it does.",
    see: "A tracker refuses us",
    above: 3,
    minutes: 15,
  },
  DiscordRefused: {
    harm: "Discord takes no messages for some channel: people there hear of nothing.",
    see: "Discord refuses us",
    minutes: 15,
  },
  ChangesSetAside: {
    harm: "The relay could not hand on changes and set them aside; they are tried again.",
    see: "Changes are set aside or late",
    above: 20,
    minutes: 15,
  },
  ChangesLate: {
    harm: "Changes had not been relayed and were now, by the sweep: tickets, channels and records had them late.",
    see: "Changes are set aside or late",
    above: 20,
    minutes: 15,
  },
  ChangesStuck: {
    harm: "Changes cannot be relayed, whoever tries: tickets, channels and records lack them.",
    see: "Changes are set aside or late",
    minutes: 15,
  },
};

for (const name of new Set(Object.values(METRICS))) {
  const own = OWN[name];
  if (!own) throw new Error(`infra/watch.ts does not say whom ${name} harms.`);
  alarm(name, { ...own, metric: `${NAMESPACE} ${name}`, of: { Stage: $app.stage } });
}

linkAlarms();

new aws.cloudwatch.Dashboard("Dashboard", {
  dashboardName: `lockstep-${$app.stage}`,
  dashboardBody: dashboard($app.stage, [...new Set(Object.values(METRICS))]),
});
