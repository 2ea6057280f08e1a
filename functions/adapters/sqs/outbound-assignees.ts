import { Resource } from "sst";
import type { OutboundAssignee } from "../../../core/messages.ts";
import { sender } from "./client.ts";
import { perTicket } from "./per-ticket.ts";

export const outboundAssignees = sender<OutboundAssignee>(() => Resource.OutboundAssignees.url, { place: perTicket });
