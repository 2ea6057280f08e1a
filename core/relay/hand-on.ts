import type { Departure } from "../issues/issue-update.ts";
import type { ProjectInvalidation } from "../messages.ts";
import type { LogFields, Sender } from "../ports.ts";
import type { ProjectChange } from "../projects/follow-project.ts";
import type { Integrations } from "../trackers/ports.ts";
import type { Change } from "./change.ts";
import { lookForNewlyFound } from "./newly-found.ts";
import type { Outbox } from "./outbox.ts";
import { projectInvalidations } from "./project-invalidations.ts";
import { type Relays, relayActivity } from "./relay-activity.ts";

export type Hands = Relays & {
  integrations: Integrations;
  outbox: Pick<Outbox, "done">;
  projectInvalidations: Sender<ProjectInvalidation>;
  issueUpdates: Sender<Departure>;
  projectChanges: Sender<ProjectChange>;
};

/**
 * A committed change goes to everybody who acts on it, and voids what was cached by what it replaces; when all of them have it, it leaves
 * the outbox. In any order, as often as one likes. Throws Unavailable, then all of it is handed on again.
 */
export async function handOn(ports: Hands, change: Change): Promise<void> {
  await tellAll(ports, change);
  await ports.outbox.done(change);
}

async function tellAll(ports: Hands, change: Change): Promise<void> {
  const { organizationId } = change;
  if (change.kind === "activity") return relayActivity(ports, change.activity);
  if (change.kind === "project") return ports.projectChanges.send([change.project]);
  if (change.kind === "group") {
    const { projectId, groupId } = change;
    return ports.discordNews.send([{ v: 1, organizationId, projectId, groupId, version: 0 }]);
  }
  await ports.projectInvalidations.send(projectInvalidations(change));
  if (change.kind === "ownership") return;
  // Who is gone leaves issues; who is found by an address from now on gets what waited for that.
  await ports.issueUpdates.send(change.gone.map((gone) => ({ v: 1, organizationId, gone, after: null, found: false })));
  if (change.found) await lookForNewlyFound(ports, change);
}

export function contextOf(change: Change): LogFields {
  const { groupId: group = null, version = null } = change.kind === "activity" ? change.activity : {};
  return { organization: change.organizationId, group, version, type: change.kind };
}
