import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { Activity } from "../../core/issues/activity.ts";
import { relayActivity } from "../../core/relay/relay-activity.ts";
import { links } from "../adapters/dynamo/links.ts";
import { analyticsEvents } from "../adapters/sqs/analytics.ts";
import { cacheInvalidations } from "../adapters/sqs/cache-invalidations.ts";
import { groupMerges } from "../adapters/sqs/group-merges.ts";
import { outboundAssignees } from "../adapters/sqs/outbound-assignees.ts";
import { outboundStatuses } from "../adapters/sqs/outbound-statuses.ts";
import { snoozes } from "../adapters/sqs/snoozes.ts";
import { stream } from "../edges/stream.ts";

const ports = { links, analyticsEvents, cacheInvalidations, outboundAssignees, outboundStatuses, snoozes, groupMerges };

/** The table's stream, inserted activities only: each committed change goes to everybody who acts on it. */
export const handler = stream(
  {
    read: (record) => unmarshall(record.dynamodb?.NewImage as Parameters<typeof unmarshall>[0]) as Activity,
    context: ({ organizationId, groupId, version }) => ({ organization: organizationId, group: groupId, version }),
  },
  (activity) => relayActivity(ports, activity),
);
