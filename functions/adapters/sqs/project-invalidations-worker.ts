import { Resource } from "sst";
import { source } from "./source.ts";

export const projectInvalidationsWorker = source(() => Resource.ProjectInvalidationsWorker);
