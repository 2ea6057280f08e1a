import { Resource } from "sst";
import type { OwnerEvaluation } from "../../../core/messages.ts";
import { sender } from "./client.ts";

export const ownerEvaluations = sender<OwnerEvaluation>(() => Resource.OwnerEvaluations.url);
