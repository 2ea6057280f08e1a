import type * as z from "zod";
import { JiraFailure } from "../../../core/jira-server/failure.ts";
import type { Answer } from "./transport.ts";

/** `host` is whom a failure names, as people know it. */
export const notJira = (host: string, details: string): JiraFailure => new JiraFailure("not_jira", { host, details });
/** What a login in front of Jira answers with, whatever was asked. */
export const isPage = ({ text }: Pick<Answer, "text">): boolean => text.trimStart().startsWith("<");

/** What an answer says, which has to be JSON of this shape. Throws JiraFailure. */
export function shaped<T>(host: string, { text }: Answer, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // What the parser says quotes the body.
    throw notJira(host, "Its answer is not JSON.");
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw notJira(host, `Unexpected in its answer: ${parsed.error.issues[0]?.path.join(".") || "its form"}.`);
}

/** With what the answer says of Jira's clock: its `Date`, in whole seconds, was read between our asking and our having it. */
export function timed<T>(host: string, answer: Answer, schema: z.ZodType<T>) {
  const date = Date.parse(String(answer.headers.date));
  const { sentAt, gotAt } = answer;
  const clock = Number.isNaN(date) ? null : { low: date - gotAt, high: date + 1000 - sentAt, at: gotAt };
  return { value: shaped(host, answer, schema), clock, date: Number.isNaN(date) ? gotAt : date };
}
