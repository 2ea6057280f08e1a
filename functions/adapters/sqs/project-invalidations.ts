import { Resource } from "sst";
import { ProjectInvalidation } from "../../../core/messages.ts";
import { sender } from "./client.ts";
import { source } from "./source.ts";

export const projectInvalidations = sender<ProjectInvalidation>(() => Resource.ProjectInvalidations.url);
export const projectInvalidationsWorker = /* @__PURE__ */ source(ProjectInvalidation, () => Resource.ProjectInvalidationsWorker);
