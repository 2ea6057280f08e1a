import { continueUpdate } from "../../core/issues/continue-update.ts";
import { now } from "../adapters/clock.ts";
import { groupOwners } from "../adapters/dynamo/group-owners.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { notificationSettings } from "../adapters/dynamo/notification-settings.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { participations } from "../adapters/dynamo/participations.ts";
import { releases } from "../adapters/dynamo/releases.ts";
import { log } from "../adapters/log.ts";
import { issueUpdates, issueUpdatesWorker } from "../adapters/sqs/issue-updates.ts";
import { worker } from "../edges/queue.ts";
import { directoryOf } from "./directory.ts";

const ports = { groups, groupOwners, organizations, participations, notificationSettings, releases, issueUpdates, now, log };

/** IssueUpdates: goes on with a bulk change that was more than its request. */
export const handler = worker(
  { source: issueUpdatesWorker, context: ({ organizationId }) => ({ organization: organizationId }) },
  async (message) => {
    const organization = await organizations.byId(message.organizationId);
    if (!organization) return;
    const people = await directoryOf(organization, message.userId);
    await continueUpdate(ports, { organization, people }, message);
  },
);
