import { Resource } from "sst";
import { source } from "./source.ts";

export const reconciliationsWorker = source(() => Resource.ReconciliationsWorker);
