import type { AnalyticsEvent } from "../messages.ts";
import type { Pipeline } from "./pipeline.ts";

/** `integrations.pipeline_step` (behaviour §1.2, §10.2): a set-up has come to this step. */
export const pipelineStep = (pipeline: Pick<Pipeline, "id" | "organizationId" | "userId">, step: number, now: number): AnalyticsEvent => ({
  v: 1,
  id: `${pipeline.id}:${step}:integrations.pipeline_step`,
  type: "integrations.pipeline_step",
  organizationId: pipeline.organizationId,
  timestamp: now,
  data: {
    organization_id: pipeline.organizationId,
    user_id: pipeline.userId,
    integration: "jira_server",
    step_index: step,
    pipeline_type: "install",
  },
});
