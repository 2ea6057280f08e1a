import { Resource } from "sst";
import type { Reconciliation } from "../../../core/messages.ts";
import { sender } from "./client.ts";

export const reconciliationMessages = sender<Reconciliation>(() => Resource.Reconciliations.url);
