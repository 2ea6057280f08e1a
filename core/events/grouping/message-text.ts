import type { ErrorEvent } from "../event.ts";

/**
 * The text of an event that is a message, as written in the code where the SDK sent that; null for an error. A stack that came with it
 * says who wrote the log line, and often it is the logging library for all of them: it does not count, and neither is it an exception.
 */
export function messageText({ message, template, exceptions }: ErrorEvent): string | null {
  return exceptions.some((it) => it.type !== null) ? null : (template ?? message);
}
