import { Resource } from "sst";
import { METRICS, NAMESPACE } from "../metrics.ts";

/**
 * What makes a metric of a logged line, where its event is counted: one of this stage
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
 */
export function embeddedMetric(event: string, count: unknown, now: number): object {
  const Name = METRICS[event];
  if (!Name) return {};
  const definition = { Namespace: NAMESPACE, Dimensions: [["Stage"]], Metrics: [{ Name, Unit: "Count" }] };
  return {
    Stage: stage(),
    [Name]: typeof count === "number" ? count : 1,
    _aws: { Timestamp: now, CloudWatchMetrics: [definition] },
  };
}

/** Code that was linked to nothing belongs to no stage, and its lines are printed all the same. */
function stage(): string {
  try {
    return Resource.App.stage;
  } catch {
    return "none";
  }
}
