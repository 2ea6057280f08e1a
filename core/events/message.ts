import { asList, asRecord, asText, asValues, type Untrusted } from "./untrusted.ts";

const LENGTH = 8192;

/** The message as shown, and as written in the code where the SDK sent both (as `logentry`, or by its name of old). */
export function readMessage(payload: Untrusted): { message: string | null; template: string | null } {
  const { message: bare } = payload;
  const entry = asRecord(payload.logentry ?? payload["sentry.interfaces.Message"] ?? bare);
  const template = asText(entry.message, LENGTH);
  const shown = asText(entry.formatted, LENGTH) ?? (template && asText(fill(template, asValues(entry.params)), LENGTH));
  return { message: shown ?? asText(bare, LENGTH), template };
}

/** Puts parameters in place of `%s` and the like: some SDKs leave that to the receiver. */
function fill(template: string, parameters: unknown[]): string {
  const rest = [...asList(parameters)];
  return rest.length === 0 ? template : template.replace(/%[sdifr]/g, (place) => asText(rest.shift(), 1024) ?? place);
}
