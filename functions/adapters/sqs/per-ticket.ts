import { createHash } from "node:crypto";
import type { Placement } from "./client.ts";

type Message = { integrationId: number; ticket: string };

/** What is about one ticket goes in order; of one cause, once. */
export const perTicket = ({ integrationId, ticket }: Message, cause: string): Placement => ({
  group: createHash("sha256").update(`${integrationId}:${ticket}`).digest("hex"),
  deduplication: createHash("sha256").update(`${integrationId}:${ticket}:${cause}`).digest("hex"),
});
