import { AsyncLocalStorage } from "node:async_hooks";
import type { Log, LogFields } from "../../core/ports.ts";
import { TrackerFailure } from "../../core/trackers/failure.ts";
import { embeddedMetric } from "./embedded-metric.ts";

type Line = Record<string, unknown>;

const context = new AsyncLocalStorage<Line>();

function write(level: string, event: string, fields: Line): void {
  const now = new Date();
  const line = { time: now.toISOString(), level, event, ...context.getStore(), ...fields };
  process.stdout.write(`${JSON.stringify({ ...line, ...embeddedMetric(event, fields.count, now.getTime()) })}\n`);
}

export const log: Log = {
  info: (event, fields = {}) => write("info", event, fields),
  warn: (event, fields = {}) => write("warn", event, fields),
  error: (event, fields = {}) => write("error", event, fields),
  metric: (name, fields = {}) => write("metric", name, { value: 1, ...fields }),
};

/** Runs with these fields on every line logged inside. */
export const withLogContext = <T>(fields: Line, run: () => T): T => context.run({ ...context.getStore(), ...fields }, run);

/** What every line logged here would carry: which request, message or delivery this is. */
export const logContext = (): Readonly<Line> => context.getStore() ?? {};

/** Adds fields to every further line of the current request or record: organization, integration, group, delivery. */
export function bindLogContext(fields: Pick<LogFields, "organization" | "organizations" | "integration" | "group" | "delivery">): void {
  Object.assign(context.getStore() ?? {}, fields);
}

/** A failure with its cause, free of what messages may quote: addresses, tokens, long opaque strings. */
export function logFailure(event: string, error: unknown, fields: LogFields = {}): void {
  const causes: Line[] = [];
  for (let at: unknown = error; at instanceof Error && causes.length < 4; at = at.cause) {
    const frames = (at.stack ?? "").split("\n").filter((line) => line.trimStart().startsWith("at "));
    causes.push({ name: at.name, message: said(at), at: frames.slice(0, 6).map((line) => line.trim()) });
  }
  write("error", event, { ...fields, error: causes.length > 0 ? causes : [{ name: typeof error }] });
}

/** What an error says, fit for a log line: of a tracker's answer only its kind, as its words may name people and quote secrets. */
export const said = (error: Error): string => (error instanceof TrackerFailure ? error.kind : redact(error.message));

/** Free of addresses and of what may be a secret. */
export const redact = (text: string): string =>
  text
    .replace(/[^\s"'<>]+@[^\s"'<>]+/g, "<address>")
    .replace(/[A-Za-z0-9_\-+/=.]{40,}/g, "<opaque>")
    .slice(0, 400);
