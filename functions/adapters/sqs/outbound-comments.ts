import { Resource } from "sst";
import { OutboundComment } from "../../../core/messages.ts";
import { sender } from "./client.ts";
import { perTicket } from "./per-ticket.ts";
import { source } from "./source.ts";

export const outboundComments = sender<OutboundComment>(() => Resource.OutboundComments.url, { place: perTicket });
export const outboundCommentsWorker = /* @__PURE__ */ source(OutboundComment, () => Resource.OutboundCommentsWorker);
