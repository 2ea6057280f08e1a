import { createHash } from "node:crypto";
import type { Placement } from "./client.ts";

type Message = { integrationId: number; ticketId: string };

/** What is about one ticketId goes in order; of one cause, once. */
export const perTicket = ({ integrationId, ticketId }: Message, cause: string): Placement => ({
  group: createHash("sha256").update(`${integrationId}:${ticketId}`).digest("hex"),
  deduplication: createHash("sha256").update(`${integrationId}:${ticketId}:${cause}`).digest("hex"),
});
