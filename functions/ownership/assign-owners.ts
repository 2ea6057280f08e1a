import { assignOwners } from "../../core/ownership/assign-owners.ts";
import { now } from "../adapters/clock.ts";
import { events } from "../adapters/dynamo/events.ts";
import { groupOwners } from "../adapters/dynamo/group-owners.ts";
import { groups } from "../adapters/dynamo/groups.ts";
import { organizations } from "../adapters/dynamo/organizations.ts";
import { readProjectRules } from "../adapters/dynamo/project-rules.ts";
import { log } from "../adapters/log.ts";
import { ownerCaches } from "../adapters/redis/owner-caches.ts";
import { ownerEvaluationsWorker } from "../adapters/sqs/owner-evaluations.ts";
import { worker } from "../edges/queue.ts";

const ports = { ownerCaches, groups, events, readProjectRules, organizations, groupOwners, now, log };

/** OwnerEvaluations: who owns the group of an event, by the rules of its project. */
export const handler = worker(
  {
    source: ownerEvaluationsWorker,
    context: ({ organizationId, projectId, groupId }) => ({ organization: organizationId, project: projectId, group: groupId }),
  },
  (message) => assignOwners(ports, message),
);
