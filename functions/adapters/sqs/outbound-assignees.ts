import { Resource } from "sst";
import { OutboundAssignee } from "../../../core/messages.ts";
import { sender } from "./client.ts";
import { perTicket } from "./per-ticket.ts";
import { source } from "./source.ts";

export const outboundAssignees = sender<OutboundAssignee>(() => Resource.OutboundAssignees.url, { place: perTicket });
export const outboundAssigneesWorker = /* @__PURE__ */ source(OutboundAssignee, () => Resource.OutboundAssigneesWorker);
