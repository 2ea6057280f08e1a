import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBRecord } from "aws-lambda";
import type { Activity } from "../../core/issues/activity.ts";
import { applyWaiting, newlyFound } from "../../core/relay/apply-waiting.ts";
import { type Changed, projectInvalidations as invalidationsOf } from "../../core/relay/project-invalidations.ts";
import { relayActivity } from "../../core/relay/relay-activity.ts";
import { integrations } from "../adapters/dynamo/integrations.ts";
import { links } from "../adapters/dynamo/links.ts";
import { userMappings } from "../adapters/dynamo/user-mappings.ts";
import { analyticsEvents } from "../adapters/sqs/analytics.ts";
import { cacheInvalidations } from "../adapters/sqs/cache-invalidations.ts";
import { groupMerges } from "../adapters/sqs/group-merges.ts";
import { issueChanges } from "../adapters/sqs/issue-changes.ts";
import { outboundAssignees } from "../adapters/sqs/outbound-assignees.ts";
import { outboundComments } from "../adapters/sqs/outbound-comments.ts";
import { outboundStatuses } from "../adapters/sqs/outbound-statuses.ts";
import { projectInvalidations } from "../adapters/sqs/project-invalidations.ts";
import { snoozes } from "../adapters/sqs/snoozes.ts";
import { stream } from "../edges/stream.ts";

type Image = NonNullable<DynamoDBRecord["dynamodb"]>["NewImage"];

const sends = { analyticsEvents, cacheInvalidations, outboundAssignees, outboundStatuses, outboundComments, snoozes, groupMerges };
const ports = { ...sends, links, integrations, userMappings, issueChanges };

/**
 * The table's stream: each committed change goes to everybody who acts on it, and voids what was cached by what it replaces. Somebody who
 * is found by an address from now on gets what waited for that.
 */
export const handler = stream(
  {
    read: ({ dynamodb }) => ({
      ...{ pk: dynamodb?.Keys?.pk?.S ?? "", sk: dynamodb?.Keys?.sk?.S ?? "" },
      ...{ before: image(dynamodb?.OldImage), after: image(dynamodb?.NewImage) },
      ...{ at: (dynamodb?.ApproximateCreationDateTime ?? 0) * 1000, place: dynamodb?.SequenceNumber ?? "" },
    }),
    context: ({ pk, after }) => ({ organization: pk.split("#")[1] ?? "", group: after?.groupId ?? null, version: after?.version ?? null }),
  },
  async (changed) => {
    if (changed.sk.startsWith("ACTIVITY#")) return relayActivity(ports, changed.after as Activity);
    await projectInvalidations.send(invalidationsOf(changed));
    const found = newlyFound(changed);
    if (found) await applyWaiting(ports, found);
  },
);

const image = (it: Image): (NonNullable<Changed["after"]> & Partial<Activity>) | null =>
  it ? unmarshall(it as Parameters<typeof unmarshall>[0]) : null;
