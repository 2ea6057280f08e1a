import { TooMany } from "../errors.ts";
import type { Sender } from "../ports.ts";
import type { ProjectKey } from "../projects/project.ts";
import type { ErrorEvent } from "./event.ts";
import { groupingKeys } from "./grouping/keys.ts";
import type { Admission, Events, Intake, Refusals } from "./ports.ts";
import { windowOf } from "./rates.ts";
import type { ReceivedEvent } from "./received-event.ts";

/** develop.sentry.dev/sdk/foundations/transport/rate-limiting: what errors and messages are counted as. */
const ERRORS = "error;default";

/** Counts one request with this key (ms since the epoch). Throws TooMany where it is over its rate. */
export async function admit({ intake, refusals }: { intake: Intake; refusals: Refusals }, key: ProjectKey, at: number): Promise<Admission> {
  const admission = await intake.request(key, at);
  if (admission.over === null) return admission;
  await refusals.note(key, "requests", at);
  throw new TooMany("Too many requests with this key.", admission.over, "key");
}

/**
 * Hands an event on; it is in its group when the queue is through with it. Throws TooMany for the first event of an issue where the project
 * had its new issues of this minute, Unavailable where the event may come again.
 */
export async function receive(
  ports: { events: Events; receivedEvents: Sender<ReceivedEvent>; refusals: Refusals },
  { organizationId, projectId }: Pick<ProjectKey, "organizationId" | "projectId">,
  { event, receivedAt, newIssuesOver }: { event: ErrorEvent; receivedAt: number; newIssuesOver: boolean },
): Promise<void> {
  if (newIssuesOver) {
    const [known] = await ports.events.groupsByHashes(organizationId, projectId, [groupingKeys(event)]);
    if (!known) {
      await ports.refusals.note({ organizationId, projectId }, "newIssues", receivedAt);
      throw new TooMany("The project has too many new issues.", windowOf(receivedAt, 60).left, "project", ERRORS);
    }
  }
  await ports.receivedEvents.send([{ v: 1, organizationId, projectId, receivedAt, event }]);
}
