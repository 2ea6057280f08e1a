import { Resource } from "sst";
import { source } from "./source.ts";

export const analyticsWorker = source(() => Resource.AnalyticsWorker);
