/** What infra/ declared: the one description that the drivers, the generated docs and the structure tests read. */
export type Topology = {
  app: { name: string; stage: string };
  functions: Fn[];
  routes: Route[];
  /** What CloudFront runs before the API sees a request: statements about `event.request`. */
  viewerRequest: string;
  /** The headers that tell requests apart for CloudFront, beside address, query and cookies. */
  cacheHeaders: string[];
  queues: Queue[];
  tables: Table[];
  schedules: Schedule[];
  secrets: { name: string; value: string }[];
  alarms: Alarm[];
  /** The addresses that hear of alarms. */
  hears: string[];
  /** The name that people know; null where it is CloudFront's own. */
  domain: string | null;
  /** Everything a function can be linked to, by name: what `Resource.<name>` answers. */
  links: Record<string, Record<string, unknown>>;
};

/** `metric`: its namespace and name; `of`: whose it is; the text says who is harmed and where it stands what to do; `rings`: when. */
export type Alarm = {
  name: string;
  text: string;
  metric: string;
  of: string[];
  rings: { statistic: string; above: number; seconds: number; times: number };
};

export type Fn = {
  /** The component's name, unique in the app. */
  name: string;
  /** `functions/<flow>/<step>.handler` */
  handler: string;
  links: string[];
  timeoutSeconds: number;
  memoryMb: number;
  /** Has a function URL beside its route. */
  url: boolean;
  environment: Record<string, string>;
};

/** `path` as API Gateway writes it: `/api/0/issues/{id}`. `step` is the file in functions/ that answers. */
export type Route = { method: string; path: string; fn: Fn; step: string };

export type Queue = {
  name: string;
  fifo: boolean;
  visibilitySeconds: number;
  delaySeconds: number;
  deadLetter?: { queue: string; maxReceiveCount: number };
  worker?: { fn: Fn; batchSize: number; partialResponses: boolean; windowSeconds: number; maximumConcurrency?: number };
};

export type Table = {
  name: string;
  fields: Record<string, "string" | "number" | "binary">;
  primaryIndex: Key;
  globalIndexes: Record<string, Key & { projection: "all" | "keys-only" | string[] }>;
  ttl?: string;
  stream?: "keys-only" | "new-image" | "old-image" | "new-and-old-images";
  subscribers: Subscriber[];
};

/** A function that runs every so often. */
export type Schedule = { name: string; everySeconds: number; fn: Fn };

export type Key = { hashKey: string; rangeKey?: string };

/** A function fed by the table's change stream. */
export type Subscriber = {
  name: string;
  fn: Fn;
  /** Event filter patterns as Lambda takes them; none means every record. */
  filters: Record<string, unknown>[];
  batchSize: number;
  partialResponses: boolean;
  bisect: boolean;
  /** Retries after the first attempt; -1 is until the record expires. */
  maximumRetryAttempts: number;
  /** Queue that receives the position of records that were given up. */
  onFailure?: string;
};
