import { Resource } from "sst";
import { ProjectDeletion } from "../../../core/messages.ts";
import { sender } from "./client.ts";
import { source } from "./source.ts";

export const projectDeletions = sender<ProjectDeletion>(() => Resource.ProjectDeletions.url);
export const projectDeletionsWorker = /* @__PURE__ */ source(ProjectDeletion, () => Resource.ProjectDeletionsWorker);
