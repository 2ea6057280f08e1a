import type { Fn, Key, Subscriber, Table, Topology } from "./topology.ts";

export type FunctionArgs = {
  handler: string;
  link?: object[];
  permissions?: { actions: string[]; resources: string[] }[];
  timeout?: string;
  memory?: string;
  environment?: Record<string, string>;
  url?: unknown;
  runtime?: string;
  architecture?: string;
  logging?: unknown;
  transform?: object;
};
type QueueArgs = { fifo?: boolean; visibilityTimeout?: string; delay?: string; dlq?: { queue: string; retry: number }; transform?: object };
type TableArgs = {
  fields: Table["fields"];
  primaryIndex: Key;
  globalIndexes?: Record<string, Key & { projection?: "all" | "keys-only" | string[] }>;
  ttl?: string;
  stream?: NonNullable<Table["stream"]>;
  deletionProtection?: boolean;
};
type SubscribeArgs = { batch?: { size?: number; window?: string; partialResponses?: boolean }; transform?: object };
type CronArgs = { schedule: string; function: FunctionArgs };
type StreamArgs = { filters?: Record<string, unknown>[]; transform?: { eventSourceMapping?: Mapping } };
type Mapping = {
  startingPosition?: string;
  batchSize?: number;
  functionResponseTypes?: string[];
  bisectBatchOnFunctionError?: boolean;
  maximumRetryAttempts?: number;
  destinationConfig?: { onFailure: { destinationArn: string } };
};

/** An object that throws, by name, where infra/ uses something that is not known on one machine. */
export function known<T extends object>(what: string, members: T): T {
  return new Proxy(members, {
    get(target, key, receiver) {
      if (key in target) return Reflect.get(target, key, receiver);
      throw new Error(`infra/local does not know ${what}.${String(key)}: teach it, or keep it out of infra/`);
    },
  });
}

export const ignored: unknown = new Proxy(class {}, {
  get: () => ignored,
  construct: () => ({}),
  apply: () => ignored,
});

/** The recording classes: each keeps its arguments in the topology and answers names, addresses and ARNs as strings. */
export function componentsOf(topology: Topology, applyDefaults: (args: FunctionArgs) => void) {
  const used = new Set<string>();
  const claim = (name: string): string => {
    if (used.has(name)) throw new Error(`two components are called "${name}"`);
    used.add(name);
    return name;
  };
  const link = (name: string, properties: Record<string, unknown>) => {
    topology.links[name] = properties;
  };
  const record = (name: string, args: FunctionArgs): Fn => {
    only(`function ${name}`, args, FUNCTION_OPTIONS);
    const full = { ...args };
    applyDefaults(full);
    const fn: Fn = {
      name: claim(name),
      handler: full.handler,
      links: (full.link ?? []).map((it) => (it as { name: string }).name),
      timeoutSeconds: seconds(full.timeout),
      memoryMb: Number.parseInt(full.memory ?? "", 10),
      url: Boolean(full.url),
      environment: full.environment ?? {},
    };
    topology.functions.push(fn);
    return fn;
  };

  class LambdaFunction {
    readonly name: string;
    readonly arn: string;
    constructor(name: string, args: FunctionArgs) {
      this.name = record(name, args).name;
      this.arn = `arn:function:${name}`;
    }
  }

  class ApiGatewayV2 {
    readonly name: string;
    readonly url = "{{api:url}}";
    constructor(name: string, args: object = {}) {
      this.name = claim(name);
      only(`api ${name}`, args, ["accessLog", "cors"]);
    }
    route(route: string, arn: string) {
      const [method = "", path = ""] = route.split(" ");
      const fn = topology.functions.find((it) => `arn:function:${it.name}` === arn);
      if (!fn) throw new Error(`${route} names no function`);
      if (topology.routes.some((it) => it.method === method && it.path === path)) throw new Error(`two handlers for ${route}`);
      topology.routes.push({ method, path, fn });
    }
  }

  class Queue {
    readonly name: string;
    readonly url: string;
    readonly arn: string;
    readonly nodes: { queue: { name: string } };
    constructor(name: string, args: QueueArgs = {}) {
      only(`queue ${name}`, args, ["fifo", "visibilityTimeout", "delay", "dlq", "transform"]);
      this.name = claim(name);
      this.url = `{{queue:${name}}}`;
      this.arn = `arn:queue:${name}`;
      this.nodes = { queue: { name } };
      topology.queues.push({
        name,
        fifo: args.fifo ?? false,
        visibilitySeconds: seconds(args.visibilityTimeout ?? "30 seconds"),
        delaySeconds: seconds(args.delay ?? "0 seconds"),
        ...(args.dlq && { deadLetter: { queue: args.dlq.queue.replace("arn:queue:", ""), maxReceiveCount: args.dlq.retry } }),
      });
    }
    subscribe(args: FunctionArgs, { batch = {}, ...rest }: SubscribeArgs = {}) {
      only(`subscriber of ${this.name}`, rest, ["transform"]);
      const queue = topology.queues.find((it) => it.name === this.name);
      if (!queue || queue.worker) throw new Error(`"${this.name}" already has a worker`);
      queue.worker = {
        fn: record(`${this.name}Subscriber`, args),
        batchSize: batch.size ?? 10,
        partialResponses: batch.partialResponses ?? false,
        windowSeconds: seconds(batch.window ?? "0 seconds"),
      };
    }
  }

  class Dynamo {
    readonly name: string;
    readonly arn: string;
    readonly #table: Table;
    constructor(name: string, args: TableArgs) {
      only(`table ${name}`, args, ["fields", "primaryIndex", "globalIndexes", "ttl", "stream", "deletionProtection"]);
      claim(name);
      this.name = `{{table:${name}}}`;
      this.arn = `arn:table:${name}`;
      const indexes = Object.entries(args.globalIndexes ?? {}).map(([index, it]) => [index, { ...it, projection: it.projection ?? "all" }]);
      const { fields, primaryIndex, ttl, stream } = args;
      this.#table = {
        name,
        fields,
        primaryIndex,
        globalIndexes: Object.fromEntries(indexes),
        subscribers: [],
        ...(ttl && { ttl }),
        ...(stream && { stream }),
      };
      topology.tables.push(this.#table);
    }
    subscribe(name: string, args: FunctionArgs, { filters = [], transform = {} }: StreamArgs = {}) {
      const mapping = transform.eventSourceMapping ?? {};
      only(`stream subscriber ${name}`, mapping, MAPPING_OPTIONS);
      const onFailure = mapping.destinationConfig?.onFailure.destinationArn.replace("arn:queue:", "");
      const subscriber: Subscriber = {
        name,
        fn: record(name, args),
        filters,
        batchSize: mapping.batchSize ?? 100,
        partialResponses: mapping.functionResponseTypes?.includes("ReportBatchItemFailures") ?? false,
        bisect: mapping.bisectBatchOnFunctionError ?? false,
        maximumRetryAttempts: mapping.maximumRetryAttempts ?? -1,
        ...(onFailure && { onFailure }),
      };
      this.#table.subscribers.push(subscriber);
    }
  }

  class CronV2 {
    constructor(name: string, args: CronArgs) {
      only(`schedule ${name}`, args, ["schedule", "function"]);
      const [, every] = /^rate\((.+)\)$/.exec(args.schedule) ?? [];
      if (!every) throw new Error(`infra/local knows rates only, not ${args.schedule}`);
      topology.schedules.push({ name: claim(name), everySeconds: seconds(every), fn: record(`${name}Handler`, args.function) });
    }
  }

  class Secret {
    readonly name: string;
    readonly value: string;
    constructor(name: string, placeholder = "") {
      this.name = claim(name);
      this.value = `{{secret:${name}}}`;
      topology.secrets.push({ name, value: placeholder });
      link(name, { value: this.value });
    }
  }

  class Linkable {
    readonly name: string;
    constructor(name: string, args: { properties: Record<string, unknown> }) {
      only(`link ${name}`, args, ["properties"]);
      this.name = claim(name);
      link(name, args.properties);
    }
  }

  return { aws: { ApiGatewayV2, Queue, Dynamo, CronV2, Function: LambdaFunction }, Secret, Linkable };
}

const FUNCTION_OPTIONS = ["handler", "link", "permissions", "timeout", "memory", "environment", "url"];
const MAPPING_OPTIONS = [
  "startingPosition",
  "batchSize",
  "functionResponseTypes",
  "bisectBatchOnFunctionError",
  "maximumRetryAttempts",
  "destinationConfig",
];

function only(what: string, args: object, options: readonly string[]): void {
  const unknown = Object.keys(args).filter((it) => !options.includes(it));
  if (unknown.length > 0) throw new Error(`infra/local does not know ${unknown.join(", ")} of ${what}`);
}

/** SST writes durations as "30 seconds", "1 minute", "1 hour". */
function seconds(text = "20 seconds"): number {
  const [amount = "", unit = ""] = text.split(" ");
  const factor = { second: 1, minute: 60, hour: 3600 }[unit.replace(/s$/, "")];
  if (factor === undefined) throw new Error(`"${text}" is no duration`);
  return Number(amount) * factor;
}
