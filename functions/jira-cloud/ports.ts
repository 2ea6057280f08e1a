import { now } from "../adapters/clock.ts";
import { integrations } from "../adapters/dynamo/integrations.ts";
import { jiraCloud } from "../adapters/jira-cloud/client.ts";
import { log } from "../adapters/log.ts";
import { random } from "../adapters/random.ts";
import { ids } from "../adapters/redis/ids.ts";
import { seal } from "../adapters/seal.ts";
import { analyticsEvents } from "../adapters/sqs/analytics.ts";

/** What connecting a Jira Cloud takes. */
export const ports = { integrations, jiraCloud, analyticsEvents, ids, seal, random, now, log };
