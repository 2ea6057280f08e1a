import { Resource } from "sst";
import type { OutboundStatus } from "../../../core/messages.ts";
import { sender } from "./client.ts";
import { perTicket } from "./per-ticket.ts";

export const outboundStatuses = sender<OutboundStatus>(() => Resource.OutboundStatuses.url, { place: perTicket });
