import { Resource } from "sst";
import { source } from "./source.ts";

export const outboundCommentsWorker = source(() => Resource.OutboundCommentsWorker);
