import { Unavailable } from "../errors.ts";
import { commitChanges, type Decide } from "../issues/commit-changes.ts";
import type { Groups } from "../issues/ports.ts";
import type { UserFeedback } from "../messages.ts";
import type { Ports } from "../ports.ts";
import type { Events } from "./ports.ts";

/** An event is in its issue within seconds, or longer where something was down. */
const PATIENCE_MS = 3_600_000;
const AGAIN_SECONDS = 5;
/** As far back as is looked for what a message that came again has written. */
const ACTIVITIES = 100;

type Needed = Pick<Ports, "now" | "log"> & { events: Events; groups: Groups };

/**
 * What a user wrote about an event becomes a note of its issue, once. An hour later what is about an event that never came, or was only
 * counted, is given up. Throws Unavailable where the event is not there yet.
 */
export async function keepFeedback({ events, groups, now, log }: Needed, message: UserFeedback): Promise<void> {
  const { organizationId, projectId, eventId, feedbackId, receivedAt } = message;
  const event = await events.find(organizationId, projectId, eventId);
  if (!event) {
    if (now() - receivedAt < PATIENCE_MS) throw new Unavailable("The event of this feedback", AGAIN_SECONDS);
    return log.metric("feedback.without_event", { organization: organizationId, project: projectId });
  }
  const [issue, before] = await Promise.all([
    groups.get(organizationId, event.groupId),
    groups.activities(organizationId, event.groupId, ACTIVITIES),
  ]);
  if (!issue) throw new Unavailable("The issue of this feedback", AGAIN_SECONDS);
  if (before.some((it) => it.data.feedback === feedbackId)) return;
  const data = { text: textOf(message), feedback: feedbackId };
  const decide: Decide = (ref, state) => {
    const version = state.version + 1;
    const when = { sourceTime: receivedAt, createdAt: now() };
    const after = { ...state, version };
    const activity = { ...ref, version, type: "note", data, origin: { kind: "system" }, ...when, after, untold: true } as const;
    return { ref, expected: state.version, set: {}, activity };
  };
  await commitChanges({ groups }, [{ ref: { organizationId, projectId, groupId: event.groupId }, state: issue.state }], decide);
}

function textOf({ name, email, text }: UserFeedback): string {
  const who = [name, email && `<${email}>`].filter(Boolean).join(" ");
  return `${who || "A user"} wrote: ${text}`;
}
