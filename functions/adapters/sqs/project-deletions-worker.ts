import { Resource } from "sst";
import { source } from "./source.ts";

export const projectDeletionsWorker = source(() => Resource.ProjectDeletionsWorker);
