import { Resource } from "sst";
import { Reconciliation } from "../../../core/messages.ts";
import { sender } from "./client.ts";
import { source } from "./source.ts";

export const reconciliationMessages = sender<Reconciliation>(() => Resource.Reconciliations.url);
export const reconciliationsWorker = /* @__PURE__ */ source(Reconciliation, () => Resource.ReconciliationsWorker);
