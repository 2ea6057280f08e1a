import { Resource } from "sst";
import { source } from "./source.ts";

export const outboundStatusesWorker = source(() => Resource.OutboundStatusesWorker);
