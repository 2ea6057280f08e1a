import { continueUpdate as goOn } from "../../core/issues/continue-update.ts";
import type { IssueUpdates } from "../../core/issues/issue-update.ts";
import { unassignGone } from "../../core/issues/unassign-gone.ts";
import { now } from "../adapters/clock.ts";
import { groupOwners } from "../adapters/dynamo/group-owners.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { notificationSettings } from "../adapters/dynamo/notification-settings.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { participations } from "../adapters/dynamo/participations.ts";
import { projects } from "../adapters/dynamo/projects.ts";
import { releases } from "../adapters/dynamo/releases.ts";
import { log } from "../adapters/log.ts";
import { issueUpdates } from "../adapters/sqs/issue-work.ts";
import { directoryOf } from "./directory.ts";

const ports = { groups, groupOwners, organizations, participations, notificationSettings, releases, issueUpdates, now, log };

/** Goes on with a bulk change that was more than its request; takes issues from who is gone. */
export async function continueUpdate(message: IssueUpdates): Promise<void> {
  const organization = await organizations.byId(message.organizationId);
  if (!organization) return;
  if ("gone" in message) {
    const { gone } = message;
    // Who was removed and came back has what they had.
    if (gone.type === "user" && (await organizations.member(organization.id, gone.id))) return;
    const owned = await projects.list(organization.id);
    return unassignGone(
      ports,
      owned.map((it) => it.id),
      message,
    );
  }
  const people = await directoryOf(organization, message.userId);
  await goOn(ports, { organization, people }, message);
}
