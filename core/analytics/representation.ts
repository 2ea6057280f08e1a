import { Invalid } from "../errors.ts";
import type { Recorded } from "./ports.ts";

/** The type of event that a list is asked for. Throws Invalid for none, or what no type looks like. */
export function requestedType(text: string | null): string {
  if (text === null || !/^[a-z_]+(\.[a-z_]+){1,4}$/.test(text)) throw new Invalid("Give a type of event, like type=issue.assigned.");
  return text;
}

/** An event as the Web API shows it: ids are text, the time has a zone. */
export function recordedSummary({ id, type, timestamp, data }: Recorded) {
  const asText = ([name, value]: [string, unknown]) => [name, name.endsWith("_id") && value !== null ? String(value) : value];
  return { id, type, timestamp: new Date(timestamp).toISOString(), data: Object.fromEntries(Object.entries(data).map(asText)) };
}
