/** The effects that all share. A use case takes the ones it needs as `Pick<Ports, …>`, and names its others from the flow that owns them. */
export type Ports = {
  /** Milliseconds since the Unix epoch. */
  now: () => number;
  ids: Ids;
  /** That many bytes that nobody can foresee. */
  random: (bytes: number) => Uint8Array;
  log: Log;
  seal: Seal;
};

/** Unique 53-bit ids. Throws Unavailable when none can be had now. */
export type Ids = { next(): Promise<number> };

/**
 * Structured log. Field names are closed on purpose: nothing that could be a body, a token or personal data has a name here.
 * `metric` counts one occurrence.
 */
export type LogFields = Partial<
  Record<
    | "organization"
    | "organizations"
    | "integration"
    | "project"
    | "group"
    | "delivery"
    | "ticket"
    | "provider"
    | "version"
    | "count"
    | "reason"
    | "status"
    | "type"
    | "instance"
    | "user"
    | "team"
    | "milliseconds"
    | "issue"
    | "link"
    | "decision"
    | "outcome",
    string | number | boolean | null
  >
>;

export type Log = {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
  metric(name: string, fields?: LogFields): void;
};

/** Sends all messages, in as few requests as the queue takes. Throws Unavailable when any was not accepted. */
export type Sender<T> = { send(messages: readonly T[]): Promise<void> };

/** Sealed text bound to a context: opening it under another context fails. */
export type Seal = { close(plain: string, context: string): string; open(sealed: string, context: string): string };
