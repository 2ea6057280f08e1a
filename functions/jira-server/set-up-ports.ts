import type { Pipeline } from "../../core/jira-server/pipeline.ts";
import { browserOf } from "../../core/sessions/session.ts";
import { now } from "../adapters/clock.ts";
import { pipelines } from "../adapters/dynamo/pipelines.ts";
import { jiraServer } from "../adapters/jira-server/client.ts";
import { random } from "../adapters/random.ts";
import { seal } from "../adapters/seal.ts";
import { analyticsEvents } from "../adapters/sqs/analytics.ts";
import type { PageRequest } from "../edges/page.ts";

export const ports = { pipelines, jiraServer, analyticsEvents, seal, random, now };

/** Whose set-up it is: the organization's and the user's, in this browser. */
export const whoseOf = ({
  access,
  session,
}: Pick<PageRequest, "access" | "session">): Pick<Pipeline, "organizationId" | "userId" | "browser"> => ({
  organizationId: access.organizationId,
  userId: access.userId,
  browser: browserOf(session),
});
