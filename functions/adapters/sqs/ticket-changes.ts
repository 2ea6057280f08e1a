import { Resource } from "sst";
import { TicketChange } from "../../../core/messages.ts";
import { sender } from "./client.ts";
import { perTicket } from "./per-ticket.ts";
import { source } from "./source.ts";

export const ticketChanges = sender<TicketChange>(() => Resource.TicketChanges.url, { place: (it) => perTicket(it, it.deliveryId) });

export const ticketChangesWorker = /* @__PURE__ */ source(TicketChange, () => Resource.TicketChangesWorker);
