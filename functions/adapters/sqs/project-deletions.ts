import { Resource } from "sst";
import type { ProjectDeletion } from "../../../core/messages.ts";
import { sender } from "./client.ts";

export const projectDeletions = sender<ProjectDeletion>(() => Resource.ProjectDeletions.url);
