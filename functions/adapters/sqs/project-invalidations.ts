import { Resource } from "sst";
import type { ProjectInvalidation } from "../../../core/messages.ts";
import { sender } from "./client.ts";

export const projectInvalidations = sender<ProjectInvalidation>(() => Resource.ProjectInvalidations.url);
