import { Resource } from "sst";
import type { OutboundComment } from "../../../core/messages.ts";
import { sender } from "./client.ts";
import { perTicket } from "./per-ticket.ts";

export const outboundComments = sender<OutboundComment>(() => Resource.OutboundComments.url, { place: perTicket });
