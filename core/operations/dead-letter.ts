/** A message that was given up, as an operator reads it. Times are milliseconds since the Unix epoch. */
export type DeadLetter = {
  /** The id that SQS gives it while it waits here. */
  id: string;
  /** Which queue it was given up on, as infra/ calls it. */
  queue: string;
  /** Why, without what may name people or quote secrets. */
  cause: string;
  /** How often it was tried before. */
  tries: number;
  /** How often it was sent back to its queue and given up again since. */
  redriven: number;
  /** Which redrive it came back from; null where it was never redriven. */
  redrive: string | null;
  since: number;
  subject: Subject;
};

/** Whom and what a message is about, as far as its text says. */
export type Subject = {
  version: number | null;
  organizationId: number | null;
  projectId: number | null;
  groupId: number | null;
  tracker: { provider: string; externalId: string } | null;
  /** A ticket belongs to a tracker, which several organizations may share. */
  ticket: { integrationId: number; ticketId: string } | null;
};

/** What stands where SQS itself gave the message up, because nobody answered for it. */
export const NO_VERDICT = "Its worker ended without a word each time: it ran out of time or memory, or was killed.";

const id = (value: unknown): number | null => (Number.isSafeInteger(value) && Number(value) > 0 ? Number(value) : null);
const text = (value: unknown, longest: number): string | null =>
  typeof value === "string" && value !== "" && value.length <= longest ? value : null;

/** Of any text, also one that no schema takes any more: whatever is not as it should be is null. */
export function subjectOf(body: string): Subject {
  const message = parse(body);
  const [provider, externalId] = [text(message.provider, 64), text(message.externalId, 64)];
  const [integrationId, ticketId] = [id(message.integrationId), text(message.ticketId, 256)];
  return {
    version: Number.isSafeInteger(message.v) ? Number(message.v) : null,
    organizationId: id(message.organizationId),
    projectId: id(message.projectId),
    groupId: id(message.groupId),
    tracker: provider !== null && externalId !== null ? { provider, externalId } : null,
    ticket: integrationId !== null && ticketId !== null ? { integrationId, ticketId } : null,
  };
}

function parse(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** What a person does about it. */
export function whatToDo({ cause, redriven, subject }: Pick<DeadLetter, "cause" | "redriven" | "subject">): string {
  if (/fit its schema/.test(cause) && subject.version !== null)
    return `It is of version ${subject.version}. If another version of Lockstep sent it, deploy the one that knows it, then redrive; redriven before, it comes back.`;
  if (/fit its schema|is not JSON/.test(cause))
    return "No version of Lockstep sends this. Redriven, it comes back; it ends by itself after two weeks.";
  if (redriven > 0) return `It was redriven ${redriven === 1 ? "once" : `${redriven} times`} and failed again: mend the cause first.`;
  return "Mend the cause, then redrive: nothing of it is lost, and doing it twice changes nothing.";
}
