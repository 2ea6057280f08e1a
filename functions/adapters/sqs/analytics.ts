import { Resource } from "sst";
import { AnalyticsEvent } from "../../../core/messages.ts";
import { sender } from "./client.ts";
import { source } from "./source.ts";

export const analyticsEvents = sender<AnalyticsEvent>(() => Resource.Analytics.url);
export const analyticsWorker = /* @__PURE__ */ source(AnalyticsEvent, () => Resource.AnalyticsWorker);
