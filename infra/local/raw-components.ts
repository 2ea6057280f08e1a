import { alarmFault, routeKeyFault, sameRoute } from "./aws-limits.ts";
import type { AlarmArgs, IntegrationArgs, RouteArgs } from "./component-args.ts";
import { ignored, known, only, refuse } from "./known.ts";
import type { Topology } from "./topology.ts";

/** AWS's own resources, beside SST's components: routes are recorded, the others only held to what AWS asks of them. */
export function rawComponentsOf(topology: Topology) {
  /** Its id is the function it leads to. */
  class Integration {
    readonly id: string;
    constructor(name: string, args: IntegrationArgs) {
      only(`integration ${name}`, args, ["apiId", "integrationType", "integrationUri", "payloadFormatVersion"]);
      this.id = args.integrationUri;
    }
  }

  class Route {
    constructor(name: string, args: RouteArgs) {
      only(`route ${name}`, args, ["apiId", "routeKey", "target", "operationName"]);
      refuse(`API Gateway takes no such route: ${args.routeKey}`, routeKeyFault(args.routeKey));
      const [method = "", path = ""] = args.routeKey.split(" ");
      const fn = topology.functions.find((it) => `integrations/arn:function:${it.name}` === args.target);
      if (!fn) throw new Error(`${name} names no function`);
      const taken = topology.routes.find((it) => sameRoute(`${it.method} ${it.path}`) === sameRoute(args.routeKey));
      if (taken) throw new Error(`two handlers for ${args.routeKey}: ${taken.step} and ${args.operationName}`);
      topology.routes.push({ method, path, fn, step: args.operationName });
    }
  }

  class MetricAlarm {
    readonly name: string;
    constructor(name: string, args: AlarmArgs) {
      refuse(`The alarm ${name}`, alarmFault(args));
      this.name = name;
      const { alarmDescription: text, namespace, metricName, dimensions, statistic, threshold, period, evaluationPeriods: times } = args;
      const rings = { statistic, above: threshold, seconds: period, times };
      topology.alarms.push({ name, text, metric: `${namespace} ${metricName}`, of: Object.values(dimensions), rings });
    }
  }

  class Topic {
    readonly arn: string;
    constructor(name: string, args: { displayName: string }) {
      only(`topic ${name}`, args, ["displayName"]);
      this.arn = `arn:topic:${name}`;
    }
  }

  class TopicSubscription {
    constructor(name: string, args: { topic: string; protocol: string; endpoint: string }) {
      only(`subscription ${name}`, args, ["topic", "protocol", "endpoint"]);
      topology.hears.push(args.endpoint);
    }
  }

  return {
    apigatewayv2: known("aws.apigatewayv2", { Integration, Route }),
    cloudwatch: known("aws.cloudwatch", { MetricAlarm, Dashboard: ignored as new (name: string, args: object) => object }),
    sns: known("aws.sns", { Topic, TopicSubscription }),
    lambda: known("aws.lambda", { Permission: ignored as new (name: string, args: object) => object }),
    iam: ignored,
  };
}
