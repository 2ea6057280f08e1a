import { Resource } from "sst";
import { source } from "./source.ts";

export const ownerEvaluationsWorker = source(() => Resource.OwnerEvaluationsWorker);
