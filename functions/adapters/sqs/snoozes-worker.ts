import { Resource } from "sst";
import { source } from "./source.ts";

export const snoozesWorker = source(() => Resource.SnoozesWorker);
