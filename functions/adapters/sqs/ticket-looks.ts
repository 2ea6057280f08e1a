import { Resource } from "sst";
import { TicketLook } from "../../../core/messages.ts";
import { sender } from "./client.ts";
import { perTicket } from "./per-ticket.ts";
import { source } from "./source.ts";

export const looks = sender<TicketLook>(() => Resource.TicketLooks.url, { place: (it) => perTicket(it, it.cause) });

export const ticketLooksWorker = /* @__PURE__ */ source(TicketLook, () => Resource.TicketLooksWorker);
