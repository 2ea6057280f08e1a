import { Resource } from "sst";
import { OutboundStatus } from "../../../core/messages.ts";
import { sender } from "./client.ts";
import { perTicket } from "./per-ticket.ts";
import { source } from "./source.ts";

export const outboundStatuses = sender<OutboundStatus>(() => Resource.OutboundStatuses.url, { place: perTicket });
export const outboundStatusesWorker = /* @__PURE__ */ source(OutboundStatus, () => Resource.OutboundStatusesWorker);
