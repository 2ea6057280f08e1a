import { crashFrame } from "../crash-frame.ts";
import type { ErrorEvent } from "../event.ts";
import { baseName } from "./file-name.ts";
import { comparable } from "./message.ts";

const ALIASES: Record<string, string> = {
  ...{ type: "error.type", value: "error.value", function: "stack.function", module: "stack.module" },
  ...{ path: "stack.abs_path", package: "stack.package" },
};

const READ: Record<string, (event: ErrorEvent) => string | null | undefined> = {
  transaction: (event) => event.transaction,
  level: (event) => event.level,
  logger: (event) => event.logger,
  message: ({ message, template, exceptions }) => comparableOrNull(message ?? template ?? exceptions.at(-1)?.value),
  "error.type": ({ exceptions }) => exceptions.at(-1)?.type,
  "error.value": ({ exceptions }) => comparableOrNull(exceptions.at(-1)?.value),
  "stack.function": ({ exceptions }) => crashFrame(exceptions)?.function,
  "stack.module": ({ exceptions }) => crashFrame(exceptions)?.module,
  "stack.abs_path": ({ exceptions }) => crashFrame(exceptions)?.absPath ?? crashFrame(exceptions)?.filename,
  "stack.filename": ({ exceptions }) => crashFrame(exceptions)?.filename ?? crashFrame(exceptions)?.absPath,
  "stack.package": ({ exceptions }) => baseName(crashFrame(exceptions)?.package ?? "") || null,
};

/**
 * The value of `{{ name }}` in a fingerprint (docs.sentry.io, "Fingerprint Rules"); a constant with the name where the event has none, so
 * that those events are together. A name nobody knows stays a constant of its own.
 */
export function variable(name: string, event: ErrorEvent): string {
  const known = Object.hasOwn(ALIASES, name) ? ALIASES[name]! : name;
  if (known.startsWith("tags.")) return tag(known.slice("tags.".length), event) ?? `<no-value-for-tag-${known.slice("tags.".length)}>`;
  if (!Object.hasOwn(READ, known)) return `<unrecognized-variable-${name}>`;
  return READ[known]!(event) ?? `<no-${known.replace(/^(?:error|stack)\./, "").replaceAll("_", "-")}>`;
}

/** Fields that are shown as tags count as such. */
function tag(name: string, { tags, environment, release, level, logger, transaction }: ErrorEvent): string | null {
  const fields: Record<string, string | null> = { environment, release, level, logger, transaction };
  return tags.find(([key]) => key === name)?.[1] ?? (Object.hasOwn(fields, name) ? fields[name]! : null);
}

const comparableOrNull = (text: string | null | undefined): string | null => (text ? comparable(text) : null);
