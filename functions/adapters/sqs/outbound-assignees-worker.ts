import { Resource } from "sst";
import { source } from "./source.ts";

export const outboundAssigneesWorker = source(() => Resource.OutboundAssigneesWorker);
