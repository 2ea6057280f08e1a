import { Resource } from "sst";
import { OwnerEvaluation } from "../../../core/messages.ts";
import { sender } from "./client.ts";
import { source } from "./source.ts";

export const ownerEvaluations = sender<OwnerEvaluation>(() => Resource.OwnerEvaluations.url);
export const ownerEvaluationsWorker = /* @__PURE__ */ source(OwnerEvaluation, () => Resource.OwnerEvaluationsWorker);
