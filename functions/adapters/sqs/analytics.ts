import { Resource } from "sst";
import type { AnalyticsEvent } from "../../../core/messages.ts";
import { sender } from "./client.ts";

export const analyticsEvents = sender<AnalyticsEvent>(() => Resource.Analytics.url);
